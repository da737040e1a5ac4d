// The period as a criterion: a window over the bins, or all up to its end. What has no date passes.

// A window for playing, if the reader has set none: this part of the whole.
const PLAYED_PART = 12;

function makePeriod(bins) {
  const last = bins.count - 1;
  let [from, to, isCumulative] = [0, last, false];
  const start = () => (isCumulative ? 0 : from);
  const isWhole = () => start() === 0 && to === last;
  const clamp = (bin, least, most) => Math.min(Math.max(bin, least), most);
  const period = {
    bins,
    last,
    from: start,
    to: () => to,
    isWhole,
    isCumulative: () => isCumulative,
    setCumulative: (on) => (isCumulative = on),
    /** Set both ends, in any order. */
    set(a, b) {
      [from, to] = [Math.min(a, b), Math.max(a, b)].map((bin) => clamp(bin, 0, last));
    },
    setFrom: (bin) => (from = clamp(bin, 0, to)),
    setTo: (bin) => (to = clamp(bin, start(), last)),
    /** Move the window by some bins as far as there is room. */
    move(by) {
      const moved = clamp(by, -from, last - to);
      [from, to] = [from + moved, to + moved];
    },
    /** Go on by a bin; return whether there was room. The whole period begins at an end of it. */
    step(by) {
      const before = [start(), to].join();
      if (isWhole()) period.begin(by);
      else if (isCumulative) period.setTo(to + by);
      else period.move(by);
      return before !== [start(), to].join();
    },
    /** Go to where playing begins, with a window as wide as it is. */
    begin(by = 1) {
      const whole = isWhole();
      const width = whole ? Math.max(1, Math.round(bins.count / PLAYED_PART)) : to - from + 1;
      if (isCumulative) to = by > 0 ? 0 : last - 1;
      else if (by > 0) [from, to] = [0, width - 1];
      else [from, to] = [last - width + 1, last];
      if (isCumulative) from = 0;
    },
    isActive: () => !isWhole(),
    // One number for both ends.
    version: () => start() * bins.count + to,
    codes: singleCodes(bins.of, bins.count + 1),
    hides: (index) => period.hidesCode(bins.of[index]),
    hidesCode: (bin) => bin < bins.count && (bin < start() || bin > to),
    reveal() {
      period.clear();
      return `the period is the whole one again (${bins.say(0, last)})`;
    },
    clear: () => ([from, to] = [0, last]),
  };
  return period;
}

/** Playing: a step of the period at a time, until its end or until the reader stops it. */
function makePlayer(period, showing, onTurn) {
  let timer = null;

  function stop() {
    if (timer === null) return;
    clearInterval(timer);
    timer = null;
    onTurn(false);
  }

  function tick() {
    if (period.step(1)) showing.refresh();
    else stop();
  }

  return {
    stop,
    isPlaying: () => timer !== null,
    play(everyMs) {
      clearInterval(timer);
      if (period.to() === period.last) period.begin();
      showing.refresh();
      timer = setInterval(tick, everyMs);
      onTurn(true);
    },
  };
}

// The strip of time as a whole: the period in words, its buttons and options, bars and handles.

const SPEEDS = [
  ["Slow", 1000],
  ["Normal", 500],
  ["Fast", 200],
];
const ICONS = {
  back: "M15 5L8 12L15 19z",
  play: "M7 4.5L19 12L7 19.5z",
  pause: "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z",
  forward: "M9 5L16 12L9 19z",
};

function drawIcon(name) {
  const path = svg("path", { d: ICONS[name] });
  return svg("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" }, path);
}

function makeStrip({ bins, period, dates, showing, speak }) {
  const plot = makePlot();
  const brush = makeBrush(period, plot, (alter) => {
    player.stop();
    const before = [period.from(), period.to()].join();
    alter();
    if ([period.from(), period.to()].join() !== before) showing.refresh();
  });
  const player = makePlayer(period, showing, (isPlaying) => {
    playing.set(isPlaying);
    if (!isPlaying)
      speak(`${bins.say(period.from(), period.to())}: ${sayCount(showing.count(), "incident")}`);
  });
  const options = makeOptions({ period, dates, showing, player });
  const playing = makePlayButton(() => {
    if (player.isPlaying()) player.stop();
    else player.play(options.everyMs());
  });
  const stepper = (icon, name, by) => {
    const step = () => {
      player.stop();
      if (period.step(by)) showing.refresh();
    };
    return el("button", { type: "button", "aria-label": name, title: name, click: step }, drawIcon(icon));
  };
  const words = el("b", { class: "period-words" });
  const whole = el(
    "button",
    {
      class: "clear",
      type: "button",
      title: "Show the whole period",
      click: () => {
        player.stop();
        period.clear();
        showing.refresh();
      },
    },
    "Reset",
  );
  const strip = document.getElementById("time");
  strip.append(
    el(
      "div",
      { class: "time-bar" },
      el(
        "div",
        { class: "time-buttons" },
        stepper("back", `Back by a ${bins.unit}`, -1),
        playing.node,
        stepper("forward", `On by a ${bins.unit}`, 1),
      ),
      el("p", { class: "period" }, words, whole),
      options.node,
    ),
    brush.node,
  );
  strip.hidden = false;

  function refresh() {
    const counts = showing.countWithout(period, period.codes, bins.count + 1).subarray(0, bins.count);
    plot.draw(bins, counts, period.from(), period.to());
    brush.refresh();
    options.refresh();
    words.textContent = bins.say(period.from(), period.to());
    whole.hidden = period.isWhole();
  }

  const fit = () => {
    plot.fit(bins);
    refresh();
  };
  new ResizeObserver(fit).observe(brush.node);
  return { refresh, fit };
}

function makePlayButton(turn) {
  const node = el("button", { class: "play", type: "button", click: turn });
  const set = (isPlaying) => {
    const name = isPlaying ? "Pause" : "Play";
    node.setAttribute("aria-label", name);
    node.title = name;
    node.replaceChildren(drawIcon(name.toLowerCase()));
  };
  set(false);
  return { node, set };
}

/** How the period counts, how fast it plays, and whether what has no date is shown. */
function makeOptions({ period, dates, showing, player }) {
  const modes = [
    ["Only this period", false],
    ["All up to its end", true],
  ].map(([name, isCumulative]) =>
    el(
      "label",
      { class: "mode" },
      el("input", {
        type: "radio",
        name: "period-mode",
        checked: !isCumulative,
        change: () => {
          player.stop();
          period.setCumulative(isCumulative);
          showing.refresh();
        },
      }),
      el("span", {}, name),
    ),
  );
  const speed = el(
    "select",
    {
      "aria-label": "Speed",
      change: () => {
        if (player.isPlaying()) player.play(Number(speed.value));
      },
    },
    ...SPEEDS.map(([name, everyMs]) => el("option", { value: everyMs }, name)),
  );
  speed.value = String(SPEEDS[wantsLessMotion.matches ? 0 : 1][1]);
  const order = dates.order.get("undated");
  const undated = el("input", {
    type: "checkbox",
    change: () => {
      dates.set(order, order + 1, undated.checked);
      showing.refresh();
    },
  });
  const node = el(
    "details",
    { class: "time-options", open: !isNarrow.matches },
    el("summary", {}, "Options"),
    el(
      "div",
      { class: "time-choices" },
      el("div", { class: "modes", role: "radiogroup", "aria-label": "What is shown" }, ...modes),
      el("label", { class: "speed" }, "Speed", speed),
      order === undefined ? null : el("label", { class: "undated" }, undated, "No date"),
    ),
  );
  isNarrow.addEventListener("change", () => (node.open = !isNarrow.matches));
  return {
    node,
    everyMs: () => Number(speed.value),
    refresh() {
      if (order !== undefined) undated.checked = dates.isOn("undated");
    },
  };
}

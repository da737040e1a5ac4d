// Columns of the payload: the different values, and for each row the code of its own.

/** Numbers in as little room as they need. */
function pack(numbers, below) {
  const Kind = below <= 1 << 8 ? Uint8Array : below <= 1 << 16 ? Uint16Array : Uint32Array;
  return Kind.from(numbers);
}

/** A column that was written as values and codes; without codes all rows are alike. */
function readColumn({ values, codes }, count) {
  const packed = codes ? pack(codes, values.length) : new Uint8Array(count);
  return { values, codes: packed, at: (index) => values[packed[index]] };
}

/** A column of ids, written as beginnings, which repeat, and last parts. */
function readIds({ heads, tails }, count) {
  const { at } = readColumn(heads, count);
  return { at: (index) => at(index) + tails[index] };
}

/** A column whose rows are lists. */
function readLists({ values, lengths, codes }, count) {
  const starts = new Uint32Array(count + 1);
  for (let index = 0; index < count; index += 1)
    starts[index + 1] = starts[index] + (lengths[index] || 0);
  const packed = pack(codes, values.length);
  return {
    values,
    codes: manyCodes(starts, packed),
    at: (index) => Array.from(packed.subarray(starts[index], starts[index + 1]), (code) => values[code]),
  };
}

/** A column made of the codes of others: `name` gives the value of two codes, asked once for each pair. */
function combine(first, second, name) {
  const width = second.values.length;
  const codeOfPair = new Int32Array(first.values.length * width).fill(-1);
  const codeOf = new Map();
  const codes = new Uint32Array(first.codes.length);
  for (let index = 0; index < codes.length; index += 1) {
    const pair = first.codes[index] * width + second.codes[index];
    if (codeOfPair[pair] < 0) {
      const value = name(first.values[first.codes[index]], second.values[second.codes[index]]);
      if (!codeOf.has(value)) codeOf.set(value, codeOf.size);
      codeOfPair[pair] = codeOf.get(value);
    }
    codes[index] = codeOfPair[pair];
  }
  const values = [...codeOf.keys()];
  return { values, codes, at: (index) => values[codes[index]] };
}

/** One code for each row, of so many different ones. */
function singleCodes(codes, size) {
  return {
    single: codes,
    size,
    each: (index, tell) => tell(codes[index]),
    some: (index, test) => test(codes[index]),
  };
}

/** Several codes for each row: those from its start to that of the next row. */
function manyCodes(starts, codes) {
  return {
    single: null,
    count: starts.length - 1,
    map: (newCode) => manyCodes(starts, codes.map((code) => newCode[code])),
    each(index, tell) {
      for (let at = starts[index]; at < starts[index + 1]; at += 1) tell(codes[at]);
    },
    some(index, test) {
      for (let at = starts[index]; at < starts[index + 1]; at += 1)
        if (test(codes[at])) return true;
      return false;
    },
  };
}

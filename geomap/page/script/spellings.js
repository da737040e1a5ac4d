// What is searched beside the facts of an incident: names of its places, and the words of reports.

/** Other names of a place, in any language and script. */
function namesOfPlace(place, { spellings }) {
  return spellings && Object.hasOwn(spellings, place) ? spellings[place] : [];
}

/** The sentences that an incident rests on, each once. */
function quotesOf(incident) {
  return [...new Set((incident.evidence || []).map(({ quote }) => quote))];
}

// What is searched beside the facts of an incident: names of its places, and the words of reports.

/** Other names of the places of an incident, in any language and script. */
function otherNames(incident, payload) {
  const places = [incident.place, ...incident.sites.map((site) => site.place)].filter(Boolean);
  return [...new Set(places)].flatMap((place) => namesOfPlace(place, payload));
}

function namesOfPlace(place, { spellings }) {
  return spellings && Object.hasOwn(spellings, place) ? spellings[place] : [];
}

/** The sentences that an incident rests on, each once. */
function quotesOf(incident) {
  return [...new Set((incident.evidence || []).map(({ quote }) => quote))];
}

// What a user's file leaves open: asked of the user, or stated in the report.

import { byId, count, dayInWords, fill, make } from "../shell/dom.js";

/** Ask whether the day or the month comes first: "day", "month", or null if cancelled. */
export function askOrder(name, doubt, words) {
  const dialog = byId("own-order");
  return new Promise((resolve) => {
    const answer = (way) => () => {
      resolve(way);
      dialog.close();
    };
    const buttons = ["day", "month"].map((way) =>
      make(
        "button",
        {
          type: "button",
          className: "button",
          attr: { "data-way": way },
          on: { click: answer(way) },
        },
        fill(words[`order_${way}`], { day: dayInWords(doubt[way]) }),
      ),
    );
    const about = fill(words.order_about, { name, text: doubt.text });
    byId("own-readings").replaceChildren(make("p", {}, about), ...buttons);
    dialog.addEventListener("close", answer(null), { once: true });
    dialog.showModal();
  });
}

/** Sentences on what was assumed of a file, for its report. */
export function ownNotes(read, roles, words) {
  const notes = [];
  if (!roles.start && !roles.end) notes.push(words.note_no_dates);
  else if (read.undated) notes.push(fill(words.note_undated, { n: count(read.undated) }));
  if (roles.guessed) notes.push(fill(words.note_guessed, { column: roles.start }));
  if (read.ongoing) notes.push(fill(words.note_ongoing, { n: count(read.ongoing) }));
  if (read.inclusive) notes.push(words.note_inclusive);
  return notes;
}

// What people want to know of a state first, at the head of its card: its part in the organisation
// that is shown, then whose troops are there; other organisations are folded away. The sentences are
// made by csto_map/page/answers.py.

import { fill, make } from "../shell/dom.js";

/** @import {Answer, AnswerLine, Lens} from "../types/files.js" */
/** @import {Card, CardsOnPage, Day, Words} from "../types/page.js" */

/**
 * The line that holds on a day, of [[from, until, text, sources], …], or null.
 *
 * @param {readonly AnswerLine[]} lines
 * @param {Day} day
 */
export function lineOn(lines, day) {
  return lines.find(([from, until]) => from <= day && (until === null || day < until)) || null;
}

/**
 * Answers of the organisations of a lens, its leading one first; and the others.
 *
 * @param {readonly Answer[]} answers
 * @param {Lens} lens
 */
export function ordered(answers, lens) {
  /** @param {Answer} one */
  const rank = (one) => lens.orgs.indexOf(one.org);
  const shown = answers.filter((one) => rank(one) >= 0).sort((a, b) => rank(b) - rank(a));
  return [shown, answers.filter((one) => rank(one) < 0)];
}

/**
 * What a state was to the organisations of a lens on a day, and its troops: sentences.
 *
 * @param {Pick<Card, "answers" | "hosting">} card
 * @param {Day} day
 * @param {Lens} lens
 */
export function told(card, day, lens) {
  const [shown] = ordered(card.answers || [], lens);
  return [
    ...shown.flatMap(({ name, days }) => {
      const line = lineOn(days, day);
      return line ? [{ text: `${name}: ${line[2]}`, sources: line[3] }] : [];
    }),
    ...(card.hosting || [])
      .filter((line) => lineOn([line], day))
      .map(([, , text, sources]) => ({ text, sources })),
  ];
}

/**
 * @param {Answer} one
 * @param {Day} day
 * @param {Words["answer"]} words
 * @param {Pick<CardsOnPage, "refs">} cards
 */
function row(one, day, words, cards) {
  const line = lineOn(one.days, day);
  const sentence = line ? [line[2], ". ", cards.refs(line[3])] : [];
  return make(
    "li",
    {},
    make("b", { className: "answer-org" }, one.name),
    " ",
    ...sentence,
    make("span", { className: "soft answer-story" }, fill(words.story, { text: one.story })),
  );
}

/**
 * The head of a state's card; [] for anything else.
 *
 * @param {Card} card
 * @param {Day} day
 * @param {Lens} lens
 * @param {Words["answer"]} words
 * @param {Pick<CardsOnPage, "refs">} cards
 */
export function nodes(card, day, lens, words, cards) {
  if (!card.answers) return [];
  const [shown, others] = ordered(card.answers, lens);
  /** @param {Answer[]} some */
  const list = (some) => some.map((one) => row(one, day, words, cards));
  const troops = (card.hosting || []).filter((line) => lineOn([line], day));
  const none = shown.length
    ? []
    : [make("li", {}, make("b", { className: "answer-org" }, lens.title), ` ${words.none}.`)];
  const hosts = troops.map(([, , text, sources]) =>
    make("li", { className: "answer-troops" }, `${text} `, cards.refs(sources)),
  );
  return [
    make("ul", { className: "figures answers" }, list(shown), none, hosts),
    ...(others.length
      ? [
          make(
            "details",
            { className: "answers-more" },
            make("summary", {}, words.others),
            make("ul", { className: "figures answers" }, list(others)),
          ),
        ]
      : []),
  ];
}

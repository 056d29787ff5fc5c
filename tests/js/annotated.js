// What the page draws of annotations, for tests/contract/test_annotation_twins.py.
//
// node annotated.js FOLDER reads asked.json there and prints answers.

import { readFileSync } from "node:fs";
import * as annotations from "../../assets/src/core/annotations.js";
import * as camera from "../../assets/src/core/camera.js";
import { inverse } from "../../assets/src/core/geodesic.js";
import { roomFor } from "../../assets/src/core/names.js";
import { projector } from "../../assets/src/core/projection.js";
import { speaker } from "../../assets/src/core/speaker.js";

const asked = JSON.parse(readFileSync(`${process.argv[2]}/asked.json`, "utf8"));
const { first, horizon, countries, proj, words, advances, styles } = asked;
const wide = (text) => roomFor({ 600: advances }, text, annotations.LOOK.type, 600);

const drawn = asked.drawn.map(({ text, box, rotation, size, days, language, style }) => {
  const frame = camera.fit(box, ...size, rotation);
  const { count } = speaker(language);
  const named = countries[language];
  const known = { first, horizon, countries: named };
  const ways = {
    project: projector(proj),
    wide,
    count,
    words: words[language],
    countries: named,
  };
  const read = annotations.readAnnotations(text, known);
  const sketches = read.map((one) => annotations.sketch(one, ways));
  const set = annotations.drawn(sketches, days, frame, { style: styles[style], wide });
  return [
    annotations.writeAnnotations(read),
    annotations.annotationsSvg(set, styles[style], (state) => `M${state}`),
  ];
});
const distances = asked.distances.map(([start, end]) => {
  const { count } = speaker("ru");
  return annotations.kmInWords(inverse(start, end).metres / 1000, { count, words: words.ru });
});
process.stdout.write(JSON.stringify({ drawn, distances }));

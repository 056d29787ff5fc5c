// What a table or a problem says, short, in node and in browsers: as tests/shared/told_files.py.
import { pointOf } from "../../assets/src/layers/shapes.js";
import { BadFile } from "../../assets/src/layers/table.js";

/** What a table says. */
export function short({ columns, rows, numbers, shapes, times, refused, notes }) {
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ""));
  const points = shapes?.map(pointOf) ?? null;
  const kinds = shapes?.map((shape) => shape?.type ?? "") ?? null;
  return { columns, cells, numbers, kinds, points, times, refused, notes };
}

/** What a problem says: browsers and libraries count lines of damaged XML each in its own way. */
export function problemOf(problem) {
  if (!(problem instanceof BadFile)) throw problem;
  const { line, column, ...rest } = problem.remark;
  return { problem: rest.key === "bad_xml" ? rest : problem.remark };
}

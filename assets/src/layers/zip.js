// Zip archives of other people: what is in them, never outside, never more than allowed.
//
// csto_map/exchange/reading/archives.py is its twin.
import { inflateSync } from "fflate";
import { BadFile, MOST_BYTES } from "./table.js";

const MOST_MEMBERS = 10_000;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const LOCKED = 1;
const UTF8 = 0x800;
// The letters of names in archives that do not say that they are UTF-8.
const CP437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/**
 * @typedef {object} Member
 * @property {string} name
 * @property {number} flags
 * @property {number} method
 * @property {number} crc
 * @property {number} packed bytes in the archive
 * @property {number} size bytes unpacked, as the archive says
 * @property {number} at where it begins
 */

/**
 * An archive: its name, its members, and how to unpack one.
 *
 * @typedef {{
 *   name: string,
 *   members: string[],
 *   ending: (...endings: string[]) => string[],
 *   read: (...members: string[]) => Uint8Array[],
 * }} Archive
 */

/**
 * Open an archive. Throws BadFile if it is damaged or leads out of itself.
 *
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {Archive}
 */
export function openZip(bytes, name) {
  /** @type {Member[]} */
  let all;
  try {
    all = directory(bytes);
  } catch {
    throw new BadFile("bad_zip", { name });
  }
  const kept = all.filter((member) => !member.name.endsWith("/"));
  if (kept.length > MOST_MEMBERS) throw new BadFile("zip_crowded", { name, most: MOST_MEMBERS });
  for (const { name: member } of kept) {
    const parts = member.replaceAll("\\", "/").split("/");
    if (parts.includes("..") || /^[/\\]/.test(member) || parts[0].includes(":")) {
      throw new BadFile("zip_path", { name, member });
    }
  }
  const known = new Map(kept.filter((one) => !isLitter(one.name)).map((one) => [one.name, one]));
  const members = [...known.keys()];
  return {
    name,
    members,
    ending: (...endings) =>
      members.filter((one) => endings.some((ending) => one.toLowerCase().endsWith(ending))),
    read: (...wanted) => {
      let left = MOST_BYTES;
      return wanted.map((one) => {
        const member = known.get(one);
        left -= member?.size ?? 0;
        if (left < 0) throw new BadFile("zip_large", { name, most: MOST_BYTES / 1024 ** 2 });
        const data = member && unpacked(bytes, member);
        if (!data) throw new BadFile("bad_zip", { name });
        return data;
      });
    },
  };
}

/** @param {string} member */
function isLitter(member) {
  const bare = member.slice(member.lastIndexOf("/") + 1);
  const litter = ["._", ".DS_Store", "Thumbs.db"].some((start) => bare.startsWith(start));
  return member.startsWith("__MACOSX/") || litter;
}

/**
 * The members as the directory at the end of an archive has them.
 *
 * @param {Uint8Array} bytes
 */
function directory(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0 || bytes.length - end > 22 + 0xffff) throw new Error("no directory");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw new Error("larger than a browser opens");
  // What stands before the archive (a program that unpacks itself) shifts all of it.
  const shift = end - view.getUint32(end + 12, true) - at;
  at += shift;
  /** @type {Member[]} */
  const members = [];
  for (let k = 0; k < count; k += 1) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error("damaged directory");
    const flags = view.getUint16(at + 8, true);
    const [long, extra, remark] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    members.push({
      name: named(bytes.subarray(at + 46, at + 46 + long), flags),
      flags,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true) + shift,
    });
    at += 46 + long + extra + remark;
  }
  return members;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} flags
 */
function named(bytes, flags) {
  if (flags & UTF8) return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  return Array.from(bytes, (byte) =>
    byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128],
  ).join("");
}

/**
 * Unpack a member; null if it is damaged, locked, or larger than it says.
 *
 * @param {Uint8Array} bytes
 * @param {Member} member
 */
function unpacked(bytes, member) {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { at, flags, method, packed, size } = member;
    if (flags & LOCKED || view.getUint32(at, true) !== LOCAL) return null;
    const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const data = bytes.subarray(start, start + packed);
    if (data.length !== packed) return null;
    // A byte more than it says shows a member that lies, and no more than that is unpacked.
    const out =
      method === 8
        ? inflateSync(data, { out: new Uint8Array(size + 1) })
        : method === 0
          ? data
          : null;
    if (out?.length !== size || crcOf(out) !== member.crc) return null;
    return out;
  } catch {
    return null;
  }
}

const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let k = 0; k < 8; k += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** @param {Uint8Array} bytes */
function crcOf(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRCS[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * Choose one of several members or layers, by its name or its path. Throws BadFile.
 *
 * @param {string[]} candidates
 * @param {string} name
 * @param {string | null | undefined} wanted
 */
export function oneOf(candidates, name, wanted) {
  const layers = candidates.join(", ");
  if (wanted === null || wanted === undefined) {
    if (candidates.length > 1) throw new BadFile("several_layers", { name, layers });
    return candidates[0];
  }
  for (const candidate of candidates) {
    const bare = candidate.slice(candidate.lastIndexOf("/") + 1);
    if ([candidate, bare, bare.replace(/\.[^.]*$/, "")].includes(wanted)) return candidate;
  }
  throw new BadFile("no_layer", { name, layer: wanted, layers });
}

// What a WebP file that the page draws says of itself: the twin of what
// csto_map/export/metadata.py writes on the server, as XMP.

// Bits of the head of a file with more than its pixels.
const CLEAR = 0x10;
const XMP = 0x04;
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/** @typedef {{kind: string, body: Uint8Array<ArrayBuffer>}} Chunk */

/**
 * A WebP file that says what the metadata of an SVG say.
 *
 * @param {Blob} webp Of one picture, as a browser writes it.
 * @param {Element} picture The SVG.
 * @param {[number, number]} size Width and height in pixels.
 */
export async function toldWebp(webp, picture, size) {
  const [rdf] = picture.getElementsByTagNameNS(RDF, "RDF");
  if (!rdf) return webp;
  const packet =
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>' +
    `<x:xmpmeta xmlns:x="adobe:ns:meta/">${new XMLSerializer().serializeToString(rdf)}` +
    '</x:xmpmeta><?xpacket end="r"?>';
  const bytes = new Uint8Array(await webp.arrayBuffer());
  return new Blob([withXmp(bytes, new TextEncoder().encode(packet), size)], { type: webp.type });
}

/**
 * The bytes of a WebP file with a packet of XMP.
 *
 * @param {Uint8Array<ArrayBuffer>} webp
 * @param {Uint8Array<ArrayBuffer>} packet
 * @param {[number, number]} size
 */
export function withXmp(webp, packet, size) {
  const found = chunks(webp);
  const had = found.find(({ kind }) => kind === "VP8X");
  const head = had ? had.body.slice() : wide(size, found);
  head[0] |= XMP;
  const others = found.filter(({ kind }) => kind !== "VP8X" && kind !== "XMP ");
  const parts = [{ kind: "VP8X", body: head }, ...others, { kind: "XMP ", body: packet }];
  const told = parts.map(({ kind, body }) => chunk(kind, [body]));
  return chunk("RIFF", [new TextEncoder().encode("WEBP"), ...told]);
}

/**
 * The head of a file that had none: whether it has transparent pixels, and its size.
 *
 * @param {[number, number]} size
 * @param {Chunk[]} found
 */
function wide(size, found) {
  const head = new Uint8Array(10);
  // Lossless pixels say in their fifth byte whether some are transparent.
  const clear = found.some(({ kind, body }) => kind === "VP8L" && body[4] & 0x10);
  head[0] = clear ? CLEAR : 0;
  size.forEach((side, k) => {
    const less = side - 1;
    head.set([less & 0xff, (less >> 8) & 0xff, (less >> 16) & 0xff], 4 + 3 * k);
  });
  return head;
}

/**
 * The chunks of a file, after its signature.
 *
 * @param {Uint8Array<ArrayBuffer>} webp
 * @returns {Chunk[]}
 */
function chunks(webp) {
  const view = new DataView(webp.buffer, webp.byteOffset);
  const found = [];
  for (let at = 12; at + 8 <= webp.length; ) {
    const size = view.getUint32(at + 4, true);
    const kind = new TextDecoder().decode(webp.subarray(at, at + 4));
    found.push({ kind, body: webp.slice(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return found;
}

/**
 * A chunk: its kind, its size and its parts; it ends at an even byte.
 *
 * @param {string} kind
 * @param {Uint8Array<ArrayBuffer>[]} parts
 */
function chunk(kind, parts) {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = new Uint8Array(8 + size + (size % 2));
  whole.set(new TextEncoder().encode(kind));
  new DataView(whole.buffer).setUint32(4, size, true);
  let at = 8;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

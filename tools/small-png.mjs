// Makes a picture of a page small: a palette instead of three octets a pixel. The backgrounds and the letters keep their
// colours; of the many shades at the edges of letters each takes the nearest.

import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from("89504e470d0a1a0a", "hex");
const colours = 256;
/** Of them for colours that are rare and far from the others. */
const rare = 96;

/** @param png of 8 bits RGB or RGBA, not interlaced, as Chromium takes it @returns {Buffer} */
export function smallPng(png) {
  const { width, height, pixels } = read(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = paletteOf([...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]));
  const index = new Map(palette.map((pixel, place) => [pixel, place]));
  for (const pixel of counts.keys()) if (!index.has(pixel)) index.set(pixel, nearest(palette, pixel));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = index.get(pixels[y * width + x]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Depth 8, colour type 3 (palette).
  head.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.from(palette.flatMap((pixel) => [pixel >> 16, (pixel >> 8) & 255, pixel & 255]));
  const packed = deflateSync(rows, { level: 9, memLevel: 9 });
  const chunks = [chunk("IHDR", head), chunk("PLTE", table), chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

/** The commonest colours, and of the others those that are farthest from all that were taken: a small dot keeps its own. */
function paletteOf(counted) {
  const palette = counted.slice(0, colours - rare).map(([pixel]) => pixel);
  const left = counted.slice(palette.length).map(([pixel, count]) => {
    const weight = Math.sqrt(count);
    return { pixel, weight, least: Math.min(...palette.map((other) => distance(pixel, other))) };
  });
  while (palette.length < colours && left.length > 0) {
    const far = left.reduce((best, one) => (one.least * one.weight > best.least * best.weight ? one : best));
    palette.push(far.pixel);
    left.splice(left.indexOf(far), 1);
    for (const one of left) one.least = Math.min(one.least, distance(one.pixel, far.pixel));
  }
  return palette;
}

function distance(one, other) {
  const red = (one >> 16) - (other >> 16);
  const green = ((one >> 8) & 255) - ((other >> 8) & 255);
  const blue = (one & 255) - (other & 255);
  return red * red + green * green + blue * blue;
}

function nearest(palette, pixel) {
  const distances = palette.map((other) => distance(pixel, other));
  return distances.indexOf(Math.min(...distances));
}

function read(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || channels === undefined || png[28] !== 0) throw new Error("not a PNG as Chromium takes it");
  const packed = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(packed));
  const stride = width * channels;
  const lines = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < channels ? 0 : lines[at - channels];
      const up = y === 0 ? 0 : lines[at - stride];
      const corner = x < channels || y === 0 ? 0 : lines[at - stride - channels];
      lines[at] = raw[y * (stride + 1) + 1 + x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
  }
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at++) pixels[at] = lines.readUIntBE(at * channels, 3);
  return { width, height, pixels };
}

function paeth(left, up, corner) {
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(left + up - corner - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

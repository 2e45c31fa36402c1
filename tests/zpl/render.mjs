// Renders ZPL files as PNG: one job per line of standard input, as JSON {zpl, png, width, height, dots}: files, size of
// the label in dots, dots per millimetre as the renderer names them.
import { readFileSync, writeFileSync } from "node:fs";
import { ready } from "zpl-renderer-js";

const LITERAL = { "<": "^", 0: ">", "=": "~" };

// The renderer draws the invocation `>5` (to subset C) as another character and stays in subset B. So this reads the
// field as the ZPL II manual tells ("Code 128 subsets") and hands the renderer the text to encode by itself.
function plain(data) {
  let text = "";
  let digits = data.startsWith(">;");
  if (!digits && !data.startsWith(">:")) throw new Error(`no start character: ${data}`);
  for (let i = 2; i < data.length; ) {
    if (data[i] === ">") {
      const code = data[i + 1];
      if (code === "5" && !digits) digits = true;
      else if (code === "6" && digits) digits = false;
      else if (!digits && code in LITERAL) text += LITERAL[code];
      else throw new Error(`invocation >${code} in ${data}`);
      i += 2;
    } else if (digits) {
      const pair = data.slice(i, i + 2);
      if (!/^\d\d$/.test(pair)) throw new Error(`no pair of digits: ${pair} in ${data}`);
      text += pair;
      i += 2;
    } else {
      text += data[i];
      i += 1;
    }
  }
  return text;
}

const unescape = (data) => data.replace(/_([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
const escape = (text) => text.replace(/[^A-Za-z0-9]/g, (c) => `_${c.charCodeAt(0).toString(16).padStart(2, "0")}`);

function rewrite(zpl) {
  return zpl.replace(
    /\^BC([NRIB]),(\d+),N,N,N,N\^FH_\^FD(.*?)\^FS/g,
    (_, turn, height, data) => `^BC${turn},${height},N,N,N,A^FH_^FD${escape(plain(unescape(data)))}^FS`,
  );
}

const { api } = await ready;
const jobs = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
for (const { zpl, png, width, height, dots } of jobs) {
  const text = rewrite(readFileSync(zpl, "utf8"));
  const picture = await api.zplToBase64Async(text, width / dots, height / dots, dots);
  writeFileSync(png, Buffer.from(picture, "base64"));
}

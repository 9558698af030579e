// The map as a picture that says what it shows and where it is from: names, figures, legend, what is told, sources.

const SOURCES = "Made with Dateline. Borders: Natural Earth. Places: GeoNames (CC BY 4.0).";
const EDGE = 8; // pixels of the page
const LINE = 15;

/** The words in lines that fit a width. */
function wrapped(pen, words, width) {
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && pen.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** The entries of the legend in rows that fit a width. */
function legend(pen, width) {
  const rows = [[]];
  let x = 0;
  for (const box of document.querySelectorAll("[data-layer]:checked")) {
    const words = box.parentElement.textContent.trim();
    const wide = pen.measureText(words).width + 44;
    if (x && x + wide > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1).push({ layer: box.dataset.layer, words, x });
    x += wide;
  }
  return rows;
}

/** A name or a figure where the page has it, on a ground of its own. */
function write(pen, { element, at }, map, colour) {
  if (element.hidden) return;
  const { x, y } = map.project(at);
  const words = element.textContent;
  const wide = pen.measureText(words).width + 8;
  pen.fillStyle = colour("--sheet");
  pen.globalAlpha = 0.8;
  pen.fillRect(x - wide / 2, y - 9, wide, 18);
  pen.globalAlpha = 1;
  pen.fillStyle = colour(element.classList.contains("flow") ? "--mentions" : "--ink");
  pen.fillText(words, x - wide / 2 + 4, y + 4);
}

function sample(pen, layer, x, y, inks, colour) {
  pen.strokeStyle = colour(inks[layer]);
  pen.lineWidth = layer === "flows" ? 4 : 2;
  pen.setLineDash(layer === "claimed" ? [4, 3] : []);
  pen.beginPath();
  if (layer === "flows") {
    pen.moveTo(x, y);
    pen.lineTo(x + 22, y);
  } else {
    pen.rect(x, y - 5, 22, 10);
  }
  pen.stroke();
  pen.setLineDash([]);
}

/** What is drawn now as a picture with its legend. */
export function picture({ map, labels }, inks, colour) {
  const shown = map.getCanvas();
  const [wide, high] = [shown.clientWidth, shown.clientHeight];
  const scale = shown.width / wide;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const font = "12px sans-serif";
  pen.font = font;
  const told = document.querySelector("[data-tell]").textContent.trim();
  const lines = [`${told}. Areas are as wide as places are uncertain.`, SOURCES].flatMap((one) => wrapped(pen, one, wide - 2 * EDGE));
  const rows = legend(pen, wide - 2 * EDGE);
  canvas.width = shown.width;
  canvas.height = Math.ceil((high + (rows.length + lines.length) * LINE + 2 * EDGE) * scale);
  pen.scale(scale, scale);
  pen.fillStyle = colour("--sheet");
  pen.fillRect(0, 0, wide, canvas.height / scale);
  pen.drawImage(shown, 0, 0, wide, high);
  pen.font = `600 ${font}`;
  for (const one of labels) write(pen, one, map, colour);
  pen.font = font;
  let y = high + EDGE + 10;
  for (const row of rows) {
    for (const { layer, words, x } of row) {
      sample(pen, layer, EDGE + x, y - 4, inks, colour);
      pen.fillStyle = colour("--ink");
      pen.fillText(words, EDGE + x + 28, y);
    }
    y += LINE;
  }
  pen.fillStyle = colour("--soft");
  for (const line of lines) {
    pen.fillText(line, EDGE, y);
    y += LINE;
  }
  return canvas;
}

/** Hands the picture to the browser as a file. */
export function png(drawn, inks, colour) {
  drawn.map.once("render", () => {
    picture(drawn, inks, colour).toBlob((blob) => {
      const save = document.createElement("a");
      save.href = URL.createObjectURL(blob);
      save.download = "map.png";
      save.click();
      setTimeout(() => URL.revokeObjectURL(save.href), 10_000);
    }, "image/png");
  });
  drawn.map.triggerRepaint();
}

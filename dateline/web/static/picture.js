// A picture that the server draws as SVG, also as PNG: drawn once more in the browser, twice as fine.

const SCALE = 2;

async function take(link) {
  const image = new Image();
  image.src = link.href;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  const save = document.createElement("a");
  save.href = URL.createObjectURL(png);
  save.download = `${new URL(link.href).pathname.split("/").pop().replace(/\.svg$/, "")}.png`;
  save.click();
  setTimeout(() => URL.revokeObjectURL(save.href), 10_000);
}

for (const link of document.querySelectorAll(".twins a[href*='.svg']")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = "as PNG";
  button.addEventListener("click", () => take(link));
  link.after(" ", button);
}

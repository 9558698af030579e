// Maps: each draws what its page's list or table says, from the page's own JSON. The lists are complete without them.

import { on, tell } from "./keys.js";
import { picture, png } from "./map-png.js";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const EARTH = 6_371_000; // metres
const WIDE = 150_000; // metres: what is wider is a region or a country, and only outlined
const LAYERS = ["events", "claimed", "agreed", "flows"];
const SOURCES = [...LAYERS, "heads"];
const INKS = { events: "--events", claimed: "--quantities", agreed: "--good", flows: "--mentions" };

/** A circle of so many metres as a polygon: the honest size of a place. */
function circle([lon, lat], metres) {
  const points = [];
  const r = Math.max(metres, 500) / EARTH;
  const up = (lat * Math.PI) / 180;
  for (let k = 0; k <= 48; k += 1) {
    const turn = (k / 48) * 2 * Math.PI;
    const y = Math.asin(Math.sin(up) * Math.cos(r) + Math.cos(up) * Math.sin(r) * Math.cos(turn));
    const x = Math.atan2(Math.sin(turn) * Math.sin(r) * Math.cos(up), Math.cos(r) - Math.sin(up) * Math.sin(y));
    points.push([lon + (x * 180) / Math.PI, (y * 180) / Math.PI]);
  }
  return { type: "Polygon", coordinates: [points] };
}

/** The area that a place is known to: the shape of a whole country, else a circle. */
const areaWith = (countries) => (feature) => {
  const whole = feature.properties.country_n && countries.get(feature.properties.country_n);
  return { ...feature, geometry: whole ?? circle(feature.geometry.coordinates, feature.properties.precision_m) };
};

/** An arrow between two places; where nobody says from where or to where, out of the place or into it. */
function arrowOf(feature) {
  if (feature.geometry.type !== "Point") return feature;
  const reach = 1.5 * Math.max(feature.properties.precision_m, 3000);
  const corner = circle(feature.geometry.coordinates, reach).coordinates[0][feature.properties.origin ? 20 : 44];
  const ends = [feature.geometry.coordinates, corner];
  const coordinates = feature.properties.origin ? ends : ends.reverse();
  return { ...feature, geometry: { type: "LineString", coordinates }, properties: { ...feature.properties, open: true } };
}

/** Where the head of an arrow stands, and how far it is turned. */
function headOf({ geometry, properties }) {
  const [[lon, lat], [east, north]] = geometry.coordinates;
  const share = properties.open ? 1 : 0.9;
  const up = (degrees) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360));
  const turn = (-Math.atan2(up(north) - up(lat), ((east - lon) * Math.PI) / 180) * 180) / Math.PI;
  const at = [lon + share * (east - lon), lat + share * (north - lat)];
  return { type: "Feature", geometry: { type: "Point", coordinates: at }, properties: { turn } };
}

const collection = (features) => ({ type: "FeatureCollection", features });

function sourcesOf(found, countries) {
  const of = (layer, fits = () => true) => found.features.filter((one) => one.properties.layer === layer && fits(one.properties));
  const area = areaWith(countries);
  const arrows = of("flows", (one) => one.precision_m < WIDE).map(arrowOf); // "into the country" has no line; the list has it
  return {
    events: collection(of("events").map(area)),
    claimed: collection(of("control", (one) => !one.agreed).map(area)),
    agreed: collection(of("control", (one) => one.agreed).map(area)),
    flows: collection(arrows),
    heads: collection(arrows.map(headOf)),
    points: of("events"),
    all: found.features,
  };
}

/** The head of an arrow that points along its line. */
function arrowhead(ink) {
  const size = 18;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  pen.fillStyle = ink;
  pen.moveTo(2, 2);
  pen.lineTo(size - 1, size / 2);
  pen.lineTo(2, size - 2);
  pen.fill();
  return pen.getImageData(0, 0, size, size);
}

/** Stripes for what is claimed, so that it differs from what is agreed without its colour. */
function stripes(ink) {
  const size = 12;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  pen.strokeStyle = ink;
  pen.lineWidth = 2;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}

function styleOf(land, sources) {
  const ink = Object.fromEntries(LAYERS.map((layer) => [layer, colour(INKS[layer])]));
  const hidden = (layer) => ({ visibility: chosen(layer) ? "visible" : "none" });
  const near = ["<", ["get", "precision_m"], WIDE];
  const thick = ["interpolate", ["linear"], ["coalesce", ["get", "people"], 0], 0, 2, 1000, 3, 10000, 5, 100000, 8];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land },
      ...Object.fromEntries(SOURCES.map((layer) => [layer, { type: "geojson", data: sources[layer] }])),
      here: { type: "geojson", data: collection([]) },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--quiet") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--sheet") } },
      { id: "borders", type: "line", source: "land", paint: { "line-color": colour("--soft"), "line-width": 0.7 } },
      { id: "agreed", type: "fill", source: "agreed", layout: hidden("agreed"), paint: { "fill-color": ink.agreed, "fill-opacity": 0.2 } },
      { id: "agreed-rim", type: "line", source: "agreed", layout: hidden("agreed"), paint: { "line-color": ink.agreed, "line-width": 2.5 } },
      { id: "claimed", type: "fill", source: "claimed", layout: hidden("claimed"), paint: { "fill-color": ink.claimed, "fill-opacity": 0.35 } },
      { id: "claimed-rim", type: "line", source: "claimed", layout: hidden("claimed"), paint: { "line-color": ink.claimed, "line-width": 2, "line-dasharray": [2, 2] } },
      { id: "events", type: "fill", source: "events", filter: near, layout: hidden("events"), paint: { "fill-color": ink.events, "fill-opacity": 0.16 } },
      { id: "events-rim", type: "line", source: "events", layout: hidden("events"), paint: { "line-color": ink.events, "line-width": ["case", near, 1.5, 0.7] } },
      { id: "flows", type: "line", source: "flows", layout: hidden("flows"), paint: { "line-color": ink.flows, "line-width": thick } },
      { id: "flows-rim", type: "symbol", source: "heads", layout: { ...hidden("flows"), "icon-rotate": ["get", "turn"], "icon-image": "head", "icon-allow-overlap": true, "icon-ignore-placement": true } },
      { id: "here", type: "line", source: "here", paint: { "line-color": colour("--focus"), "line-width": 4 } },
    ],
  };
}

const chosen = (layer) => document.querySelector(`[data-layer="${layer}"]`)?.checked ?? false;

/** Where a map looks stands in the address, so that a link shows the same. */
function lookOf() {
  const at = new URL(location.href).searchParams.get("at")?.split(",").map(Number);
  return at?.length === 3 && at.every(Number.isFinite) ? { center: at.slice(0, 2), zoom: at[2] } : null;
}

function keepLook(map) {
  const { lng, lat } = map.getCenter();
  const address = new URL(location.href);
  address.searchParams.set("at", [lng.toFixed(4), lat.toFixed(4), map.getZoom().toFixed(2)].join(","));
  history.replaceState(null, "", address);
}

async function draw(place) {
  const [library, found, land] = await Promise.all([
    import(place.dataset.library),
    fetch(place.dataset.source).then((answer) => answer.json()),
    fetch(place.dataset.land).then((answer) => answer.json()),
  ]);
  const shapes = window.topojson.feature(land, land.objects.countries);
  const countries = new Map(shapes.features.map((one) => [one.id, one.geometry]));
  const sources = sourcesOf(found, countries);
  const map = new library.Map({ container: place, attributionControl: false, dragRotate: false, fadeDuration: 0, style: styleOf(shapes, sources) });
  map.once("style.load", () => {
    map.addImage("head", arrowhead(colour(INKS.flows)));
    map.addImage("stripes", stripes(colour(INKS.claimed)));
    map.setPaintProperty("claimed", "fill-pattern", "stripes");
  });
  // the picture is one stop of the Tab key and one region, with the words of the place that it fills
  map.getCanvas().setAttribute("aria-label", place.getAttribute("aria-label"));
  for (const name of ["role", "tabindex", "aria-label"]) place.removeAttribute(name);
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.addControl(new library.ScaleControl());
  const look = lookOf();
  if (look) map.jumpTo(look);
  else fit(map, sources);
  const drawn = { map, place, library, countries, sources, labels: [] };
  label(drawn);
  map.once("idle", () => { place.dataset.ready = "yes"; });
  return drawn;
}

/** Names and counts of the places with most incidents, as elements of the page: no font is fetched. A name that would
 * stand over another one waits until there is room. */
function label(drawn) {
  for (const one of drawn.labels) one.marker.remove();
  const count = (one) => one.properties.incidents?.length;
  const moved = drawn.sources.flows.features.filter((one) => one.properties.figure).sort((a, b) => b.properties.people - a.properties.people);
  const points = drawn.sources.points.length ? drawn.sources.points : drawn.sources.all.filter((one) => one.geometry.type === "Point");
  const names = new Set();
  drawn.labels = points.filter((one) => one.properties.precision_m < WIDE && !names.has(one.properties.name) && names.add(one.properties.name))
    .sort((a, b) => (count(b) ?? 0) - (count(a) ?? 0)).slice(0, 40)
    .map((one) => {
      const element = document.createElement("span");
      element.className = "map-label";
      element.textContent = count(one) ? `${one.properties.name} ${count(one)}` : one.properties.name;
      const marker = new drawn.library.Marker({ element }).setLngLat(one.geometry.coordinates).addTo(drawn.map);
      return { element, marker, at: one.geometry.coordinates };
    });
  if (chosen("flows")) drawn.labels.push(...moved.slice(0, 20).map((one) => figureOf(drawn, one)));
  thin(drawn);
}

/** How many went, on the middle of their arrow. */
function figureOf(drawn, { geometry, properties }) {
  const element = document.createElement("span");
  element.className = "map-label flow";
  element.textContent = properties.figure;
  const [[lon, lat], [east, north]] = geometry.coordinates;
  const share = properties.open ? (properties.origin ? 1.2 : -0.2) : 0.5;
  const at = [lon + share * (east - lon), lat + share * (north - lat)];
  return { element, marker: new drawn.library.Marker({ element }).setLngLat(at).addTo(drawn.map), at };
}

function thin({ map, labels }) {
  const kept = [];
  for (const { element, at } of labels) {
    element.hidden = false;
    const { x, y } = map.project(at);
    const half = element.offsetWidth / 2;
    const free = kept.every((other) => Math.abs(other.x - x) > half + other.half + 4 || Math.abs(other.y - y) > 20);
    element.hidden = !free;
    if (free) kept.push({ x, y, half });
  }
}

/** The map begins where most happened, not where somebody met far away. */
function fit(map, sources) {
  const near = (one) => one.geometry.type === "Point" && one.properties.precision_m < WIDE;
  const ends = sources.all.filter(near).flatMap((one) => (one.properties.incidents ?? [1]).map(() => one.geometry.coordinates));
  ends.push(...sources.flows.features.flatMap((one) => one.geometry.coordinates));
  const known = ends.length ? ends : [[20, 20]];
  const middle = (k) => known.map((one) => one[k]).sort((a, b) => a - b)[Math.floor(known.length / 2)];
  const close = known.filter((one) => Math.abs(one[0] - middle(0)) < 4 && Math.abs(one[1] - middle(1)) < 3);
  const lons = close.map((one) => one[0]);
  const lats = close.map((one) => one[1]);
  map.fitBounds([[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]], { padding: 60, maxZoom: 9, animate: false });
}

function showLayers({ map }) {
  for (const layer of LAYERS) {
    for (const id of [layer, `${layer}-rim`]) {
      if (map.getLayer(id)) map.setLayoutProperty(id, "visibility", chosen(layer) ? "visible" : "none");
    }
  }
}

// -- the list beside the map, in step with it

const items = () => [...document.querySelectorAll("[data-lat]")];
const placeOf = (item) => [Number(item.dataset.lon), Number(item.dataset.lat)];

/** Which items lie in view: the others are dimmed in the list, and left out once that is asked for. */
function inStep({ map }) {
  const box = map.getBounds();
  const feed = [...document.querySelectorAll(".feed > [data-lat]")];
  let n = 0;
  for (const item of feed) {
    const seen = box.contains(placeOf(item));
    item.classList.toggle("beyond", !seen);
    n += seen;
  }
  const words = document.querySelector("[data-in-view]");
  if (words) words.textContent = feed.length ? `${n} of ${feed.length} in view` : "";
}

function point({ map, sources }, item) {
  const [lon, lat] = item ? placeOf(item) : [];
  const same = (one) => one.properties.lon === lon && one.properties.lat === lat;
  const areas = item ? [...sources.events.features, ...sources.claimed.features, ...sources.agreed.features].filter(same) : [];
  map.getSource("here")?.setData(collection(areas.slice(0, 1)));
}

function choose({ map, sources }, event) {
  const found = map.queryRenderedFeatures(event.point, { layers: ["events", "claimed", "agreed"].filter((id) => map.getLayer(id)) });
  const smallest = found.sort((a, b) => a.properties.precision_m - b.properties.precision_m)[0];
  if (!smallest) return;
  const { lat, lon, name } = smallest.properties;
  const own = items().filter((one) => Number(one.dataset.lat) === lat && Number(one.dataset.lon) === lon);
  for (const item of items()) item.classList.toggle("at", own.includes(item));
  const n = sources.points.find((one) => one.properties.lat === lat && one.properties.lon === lon)?.properties.incidents.length;
  tell(`${name}${n ? `, ${n} incidents` : ""}`);
  own[0]?.querySelector("[data-open]")?.focus();
  own[0]?.scrollIntoView({ block: "nearest" });
}

/** The same page from another day: only what is drawn changes. */
async function again(drawn) {
  const source = new URL(drawn.place.dataset.source, location.href);
  source.search = location.search;
  const answer = await fetch(source);
  if (!answer.ok) return;
  drawn.sources = sourcesOf(await answer.json(), drawn.countries);
  for (const layer of SOURCES) drawn.map.getSource(layer).setData(drawn.sources[layer]);
  label(drawn);
  inStep(drawn);
}

/** Two maps look at the same place. */
function together(maps) {
  let leading = null;
  for (const one of maps) {
    one.map.on("move", () => {
      if (leading && leading !== one) return;
      leading = one;
      for (const other of maps) {
        if (other !== one) other.map.jumpTo({ center: one.map.getCenter(), zoom: one.map.getZoom() });
      }
      leading = null;
    });
  }
}

/** On paper a picture stands where the map is: what a browser draws by itself is often empty there. */
function onPaper(drawn) {
  drawn.map.redraw();
  const paper = picture(drawn, INKS, colour);
  paper.className = "paper";
  drawn.place.after(paper);
}

function listen(maps) {
  addEventListener("beforeprint", () => maps.forEach(onPaper));
  addEventListener("afterprint", () => document.querySelectorAll(".paper").forEach((paper) => paper.remove()));
  const [first] = maps;
  const step = (way) => () => first.map[way]({ animate: !still() });
  on("+", step("zoomIn"));
  on("-", step("zoomOut"));
  for (const one of maps) {
    one.map.on("moveend", () => thin(one));
    one.map.on("click", (event) => choose(one, event));
  }
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-layer]")) return;
    maps.forEach(showLayers);
    maps.forEach(label);
  });
  if (maps.length > 1) {
    maps[1].map.jumpTo({ center: first.map.getCenter(), zoom: first.map.getZoom() });
    together(maps);
    return;
  }
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest?.("[data-lat]");
    if (!item) return;
    point(first, item);
    if (!first.map.getBounds().contains(placeOf(item))) first.map.easeTo({ center: placeOf(item), animate: !still() });
  });
  document.addEventListener("pointerover", (event) => {
    const item = event.target.closest?.("[data-lat]");
    if (item) point(first, item);
  });
  first.map.on("moveend", () => {
    inStep(first);
    keepLook(first.map);
  });
  document.addEventListener("dateline:shown", () => again(first));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-png]")) png(first, INKS, colour);
    if (event.target.closest("[data-in-view-only]")) {
      const box = first.map.getBounds();
      const address = new URL(location.href);
      const edges = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
      const most = [180, 90, 180, 90];
      address.searchParams.set("box", edges.map((edge, k) => Math.max(-most[k], Math.min(most[k], edge)).toFixed(4)).join(","));
      location.assign(address);
    }
  });
  for (const tools of document.querySelectorAll(".map-tools")) tools.classList.remove("needs-script");
  inStep(first);
}

const places = [...document.querySelectorAll("[data-map]")];
if (places.length) {
  Promise.all(places.map(draw)).then(listen).catch((problem) => {
    for (const place of places) {
      place.textContent = "The map cannot be drawn in this browser; the list has all that it would show.";
      place.classList.add("empty");
    }
    console.warn(String(problem));
  });
}

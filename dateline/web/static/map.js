// The map: draws what the page's list says, from its own JSON. The list is complete without it.

import { on, tell } from "./keys.js";

const place = document.getElementById("map");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const EARTH = 6_371_000; // metres
const WIDE = 150_000; // metres: what is wider is a region or a country, and only outlined

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

function area(feature) {
  return { ...feature, geometry: circle(feature.geometry.coordinates, feature.properties.precision_m) };
}

const collection = (features) => ({ type: "FeatureCollection", features });

async function draw() {
  const [library, found, land] = await Promise.all([
    import(place.dataset.library),
    fetch(place.dataset.source).then((answer) => answer.json()),
    fetch(place.dataset.land).then((answer) => answer.json()),
  ]);
  const countries = window.topojson.feature(land, land.objects.countries);
  const of = (layer, fits = () => true) => found.features.filter((one) => one.properties.layer === layer && fits(one.properties));
  const events = of("events");
  const map = new library.Map({
    container: place,
    attributionControl: false,
    dragRotate: false,
    fadeDuration: 0,
    style: {
      version: 8,
      sources: {
        land: { type: "geojson", data: countries },
        events: { type: "geojson", data: collection(events.map(area)) },
        spots: { type: "geojson", data: collection(events) },
        claimed: { type: "geojson", data: collection(of("control", (one) => !one.agreed).map(area)) },
        agreed: { type: "geojson", data: collection(of("control", (one) => one.agreed).map(area)) },
        flows: { type: "geojson", data: collection(of("flows")) },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": colour("--quiet") } },
        { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--sheet") } },
        { id: "borders", type: "line", source: "land", paint: { "line-color": colour("--soft"), "line-width": 0.7 } },
        { id: "claimed", type: "fill", source: "claimed", layout: { visibility: "none" }, paint: { "fill-color": colour("--quantities"), "fill-opacity": 0.18 } },
        { id: "claimed-rim", type: "line", source: "claimed", layout: { visibility: "none" }, paint: { "line-color": colour("--quantities"), "line-width": 2, "line-dasharray": [2, 2] } },
        { id: "agreed", type: "fill", source: "agreed", layout: { visibility: "none" }, paint: { "fill-color": colour("--good"), "fill-opacity": 0.2 } },
        { id: "agreed-rim", type: "line", source: "agreed", layout: { visibility: "none" }, paint: { "line-color": colour("--good"), "line-width": 2 } },
        { id: "events", type: "fill", source: "events", filter: ["<", ["get", "precision_m"], WIDE], paint: { "fill-color": colour("--events"), "fill-opacity": 0.16 } },
        { id: "events-rim", type: "line", source: "events", paint: { "line-color": colour("--events"), "line-width": ["case", ["<", ["get", "precision_m"], WIDE], 1.5, 0.4] } },
        { id: "flows", type: "line", source: "flows", paint: { "line-color": colour("--mentions"), "line-width": 2.5 } },
      ],
    },
  });
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.addControl(new library.ScaleControl());
  label(library, map, events);
  fit(map, events.filter((one) => one.properties.precision_m < WIDE));
  map.on("click", "events", (event) => {
    const smallest = event.features.sort((a, b) => a.properties.precision_m - b.properties.precision_m)[0];
    choose(smallest.properties.lat, smallest.properties.lon);
  });
  window.addEventListener("focusin", (event) => {
    const item = event.target.closest?.("[data-lat]");
    if (item) map.easeTo({ center: [Number(item.dataset.lon), Number(item.dataset.lat)], animate: !still() });
  });
  for (const box of document.querySelectorAll("[data-layer]")) {
    const show = () => {
      for (const id of [box.dataset.layer, `${box.dataset.layer}-rim`]) {
        if (map.getLayer(id)) map.setLayoutProperty(id, "visibility", box.checked ? "visible" : "none");
      }
    };
    box.addEventListener("change", show);
    if (map.isStyleLoaded()) show();
    else map.once("load", show);
  }
  on("+", () => map.zoomIn({ animate: !still() }));
  on("-", () => map.zoomOut({ animate: !still() }));
  map.once("idle", () => { place.dataset.ready = "yes"; });
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Names and counts of the places with most incidents, as elements of the page: no font is fetched. A name that would
 * stand over another one waits until there is room. */
function label(library, map, events) {
  const words = [...events].filter((one) => one.properties.precision_m < WIDE)
    .sort((a, b) => b.properties.incidents.length - a.properties.incidents.length).slice(0, 40)
    .map((one) => {
      const element = document.createElement("span");
      element.className = "map-label";
      element.textContent = `${one.properties.name} ${one.properties.incidents.length}`;
      new library.Marker({ element }).setLngLat(one.geometry.coordinates).addTo(map);
      return { element, at: one.geometry.coordinates };
    });
  const thin = () => {
    const kept = [];
    for (const { element, at } of words) {
      const { x, y } = map.project(at);
      const free = kept.every((other) => Math.abs(other.x - x) > 90 || Math.abs(other.y - y) > 20);
      element.hidden = !free;
      if (free) kept.push({ x, y });
    }
  };
  map.on("moveend", thin);
  map.once("load", thin);
}

/** The map begins where most happened, not where somebody met far away. */
function fit(map, events) {
  const ends = events.flatMap((one) => one.properties.incidents.map(() => one.geometry.coordinates));
  const near = ends.length ? ends : [[20, 20]];
  const middle = (k) => near.map((one) => one[k]).sort((a, b) => a - b)[Math.floor(near.length / 2)];
  const close = near.filter((one) => Math.abs(one[0] - middle(0)) < 4 && Math.abs(one[1] - middle(1)) < 3);
  const lons = close.map((one) => one[0]);
  const lats = close.map((one) => one[1]);
  map.fitBounds([[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]], { padding: 60, maxZoom: 9, animate: false });
}

function choose(lat, lon) {
  const item = [...document.querySelectorAll("[data-lat]")].find((one) => Number(one.dataset.lat) === lat && Number(one.dataset.lon) === lon);
  if (!item) return;
  item.querySelector("[data-open]").focus();
  item.scrollIntoView({ block: "nearest" });
  tell(item.querySelector("h3").textContent.trim());
}

if (place) {
  draw().catch((problem) => {
    place.textContent = "The map cannot be drawn in this browser; the list has all that it would show.";
    place.classList.add("empty");
    console.warn(String(problem));
  });
}

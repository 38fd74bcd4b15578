// Draws what the server sends once a second. Names come from anybody: they are only ever set as text.
"use strict";

const byId = id => document.getElementById(id);
let last = null;

function number(value) {
  return value.toLocaleString("en");
}

function bytes(value) {
  return value < 1 << 20 ? number(Math.round(value / 1024)) + " KiB" : number(Math.round(value / (1 << 20))) + " MiB";
}

function duration(millis) {
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) return (millis / 1000).toFixed(1) + " s";
  if (seconds < 3600) return Math.floor(seconds / 60) + " min " + (seconds % 60) + " s";
  if (seconds < 86400) return Math.floor(seconds / 3600) + " h " + Math.floor(seconds % 3600 / 60) + " min";
  return Math.floor(seconds / 86400) + " d " + Math.floor(seconds % 86400 / 3600) + " h";
}

/** How much a count has grown per second since the last snapshot; null when there is none. */
function rate(now, before, millis) {
  return before === undefined || millis <= 0 ? null : Math.max(0, now - before) * 1000 / millis;
}

function rateText(value) {
  if (value === null) return "–";
  return value >= 10 || value === 0 ? number(Math.round(value)) : value.toFixed(1);
}

function row(cells) {
  const tr = document.createElement("tr");
  for (const cell of cells) {
    const td = document.createElement("td");
    td.textContent = cell;
    if (cell === "0") td.className = "zero";
    tr.append(td);
  }
  return tr;
}

function fill(body, rows, columns, nothing) {
  if (rows.length > 0) {
    body.replaceChildren(...rows);
    return;
  }
  const td = document.createElement("td");
  td.colSpan = columns;
  td.className = "none";
  td.textContent = nothing;
  const tr = document.createElement("tr");
  tr.append(td);
  body.replaceChildren(tr);
}

function drawStore(now, before, millis) {
  byId("store").hidden = now === undefined;
  if (now === undefined) return;
  byId("storeState").textContent = now.works ? "works" : "is away: background jobs are refused";
  byId("storeState").className = now.works ? "" : "lost";
  for (const id of ["Waiting", "Refused", "Failures", "Recoveries"]) byId("store" + id).textContent = number(now[id.toLowerCase()]);
  for (const id of ["Written", "Forgotten", "Groups"]) {
    byId("store" + id + "Rate").textContent = rateText(rate(now[id.toLowerCase()], before && before[id.toLowerCase()], millis));
  }
}

function draw(now) {
  const before = last === null || now.millis < last.millis ? null : last;
  const millis = before === null ? 0 : now.millis - before.millis;
  const earlier = new Map(before === null ? [] : before.functions.map(f => [f.name, f]));
  byId("version").textContent = now.version;
  for (const id of ["waiting", "runningJobs", "workers", "connections"]) byId(id).textContent = number(now[id]);
  for (const id of ["submitted", "completed", "failed"]) {
    byId(id + "Rate").textContent = rateText(rate(now[id], before === null ? undefined : before[id], millis));
  }
  drawStore(now.store, before === null ? undefined : before.store, millis);
  byId("memory").textContent = bytes(now.memory);
  byId("uptime").textContent = duration(now.millis);
  const hidden = now.functionCount - now.functions.length;
  byId("functionCount").textContent = number(now.functionCount) + (hidden > 0 ? ", the busiest " + now.functions.length : "");
  fill(byId("functions"), now.functions.map(f => {
    const b = earlier.get(f.name) || {};
    return row([f.name === "" ? "(empty name)" : f.name, number(f.high), number(f.normal), number(f.low), number(f.running), number(f.workers),
      rateText(rate(f.submitted, b.submitted, millis)), rateText(rate(f.completed, b.completed, millis)),
      number(f.submitted), number(f.completed), number(f.failed), number(f.requeued)]);
  }), 12, "No function has been announced or asked for yet.");
  fill(byId("running"), now.running.map(j =>
    row([j.handle, j.function, j.worker + (j.id === "-" ? "" : " " + j.id), duration(j.millis)])), 4, "No job is running.");
  last = now;
}

const events = new EventSource("/events");
events.onmessage = message => {
  byId("state").textContent = "live";
  byId("state").className = "";
  draw(JSON.parse(message.data));
};
events.onerror = () => {
  byId("state").textContent = "not connected: these figures are old";
  byId("state").className = "lost";
};

// Narrows the list of samples; without scripts the page holds the same list, only longer.
const filter = document.querySelector("#filter");
const samples = [...document.querySelectorAll("#samples .sample")];
filter.closest("[hidden]").hidden = false;

function narrow() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const sample of samples) {
    const text = sample.dataset.words.toLowerCase();
    sample.hidden = !words.every((word) => text.includes(word));
  }
  for (const group of document.querySelectorAll("#samples .group")) {
    const left = group.querySelectorAll(".sample:not([hidden])").length;
    group.hidden = left === 0;
    group.querySelector(".count").textContent = left;
    if (words.length > 0) group.open = true;
  }
  document.querySelector("#none").hidden = samples.some((sample) => !sample.hidden);
}

filter.addEventListener("input", narrow);

// What is ticked is counted as one ticks: places, children, and the words of the button. The form works without it.
(() => {
  'use strict';
  const field = document.querySelector('[data-places]');
  const form = field?.closest('form');
  if (!form) return;
  const number = new Intl.NumberFormat('fr-BE');
  const boxes = [...field.querySelectorAll('input[type="checkbox"]')];
  const button = form.querySelector('.button--go');
  const tell = (name, text) => {
    for (const place of document.querySelectorAll(`[data-total="${name}"]`)) place.textContent = text;
  };
  const count = (value, one, many) => `${number.format(value)} ${value < 2 ? one : many}`;
  function update() {
    const ticked = boxes.filter(({ checked }) => checked);
    const sum = (name) => ticked.reduce((total, { dataset }) => total + Number(dataset[name]), 0);
    for (const box of boxes) box.closest('tr').classList.toggle('selected', box.checked);
    tell('places', count(ticked.length, 'lieu sélectionné', 'lieux sélectionnés'));
    tell('enrolled', number.format(sum('enrolled')));
    tell('present', number.format(sum('present')));
    tell('sum', count(sum('present'), 'présence', 'présences'));
    if (button) button.textContent = `Envoyer ${count(ticked.length, 'lieu', 'lieux')}`;
  }
  field.addEventListener('change', update);
  window.addEventListener('pageshow', update);
  update();
})();

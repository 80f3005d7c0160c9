// The lines of a control: gap and totals follow each amount while it is typed. Without script, « Recalculer » draws them again.
(() => {
  'use strict';
  const control = document.querySelector('[data-control]');
  if (!control) return;

  const format = new Intl.NumberFormat('fr-BE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const euros = (cents) => `${format.format(cents / 100)} €`;
  const signed = (cents) => (cents === 0 ? '–' : `${cents < 0 ? '−' : '+'}${euros(Math.abs(cents))}`);
  /** Cents, or nothing for what is no amount yet. */
  function centsIn(typed) {
    const bare = typed.replace(/[\s€'’]/g, '').replace(/\.(?=\d{3}(?:\D|$))/g, '');
    return /^\d+(?:[.,]\d{1,2})?$/.test(bare) ? Math.round(Number(bare.replace(',', '.')) * 100) : undefined;
  }
  function show(place, cents) {
    if (!place) return;
    place.textContent = signed(cents);
    place.classList.toggle('fault', cents < 0);
  }

  control.addEventListener('input', ({ target }) => {
    if (!target.matches('[data-amount]')) return;
    let [declared, retained, changed] = [0, 0, 0];
    for (const line of control.querySelectorAll('[data-line]')) {
      const input = line.querySelector('[data-amount]');
      if (!input) continue;
      const cents = centsIn(input.value) ?? Number(line.dataset.rule);
      declared += Number(line.dataset.declared);
      retained += cents;
      if (cents !== Number(line.dataset.rule)) changed += 1;
      show(line.querySelector('[data-gap]'), cents - Number(line.dataset.declared));
    }
    control.querySelector('[data-total]').textContent = euros(retained);
    show(control.querySelector('[data-total-gap]'), retained - declared);
    const balance = control.querySelector('[data-balance]');
    if (balance) balance.textContent = euros(retained - Number(control.dataset.paid));
    control.querySelector('[data-told]').textContent =
      changed === 0 ? '' : changed === 1 ? '1 ligne changée à la main.' : `${changed} lignes changées à la main.`;
  });
})();

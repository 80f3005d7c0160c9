// Keys for reading a list fast: j k Enter x / ?. None plays while one writes in a field.
(() => {
  'use strict';
  const rows = [...document.querySelectorAll('[data-row]')];
  const dialog = document.getElementById('shortcuts');
  const off = document.getElementById('shortcuts-off');
  const search = document.querySelector('[data-key="/"]');
  const picks = [...document.querySelectorAll('[data-pick]')];
  let at = -1;

  function point(index) {
    if (rows.length === 0) return;
    rows[at]?.classList.remove('pointed');
    at = Math.max(0, Math.min(rows.length - 1, index));
    rows[at].classList.add('pointed');
    rows[at].querySelector('[data-open]')?.focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: 'nearest' });
  }

  function tellPicked() {
    const ticked = picks.filter((box) => box.checked).length;
    for (const text of document.querySelectorAll('[data-picked]')) {
      text.textContent =
        ticked === 0 ? 'Pour les tâches cochées :' : `${ticked} ${ticked === 1 ? 'sélectionnée' : 'sélectionnées'}`;
    }
  }

  const keys = {
    j: () => (rows.length > 0 ? point(at + 1) : follow('j')),
    k: () => (rows.length > 0 ? point(at - 1) : follow('k')),
    x: () => rows[at]?.querySelector('[data-pick]')?.click(),
    n: () => follow('n'),
    '/': () => search?.focus(),
    '?': () => dialog?.showModal(),
  };

  function follow(key) {
    document.querySelector(`a[data-key="${key}"]`)?.click();
  }

  document.addEventListener('keydown', (event) => {
    if (
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      document.querySelector('dialog[open]')
    )
      return;
    if (event.target.closest('input:not([type="checkbox"]), select, textarea, [contenteditable]')) return;
    if (off?.checked) return;
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.addEventListener('focusin', (event) => {
    const row = rows.indexOf(event.target.closest('[data-row]'));
    if (row < 0 || row === at) return;
    rows[at]?.classList.remove('pointed');
    at = row;
    rows[at].classList.add('pointed');
  });
  for (const button of document.querySelectorAll('[data-shows-shortcuts]')) {
    button.hidden = false;
    button.addEventListener('click', () => dialog.showModal());
  }
  picks.forEach((box) => box.addEventListener('change', tellPicked));
})();

// The repair desk of an import: F8 goes to the next fault, whose proposal has the focus: Enter accepts it.
(() => {
  'use strict';
  const faults = [...document.querySelectorAll('#reparer .mends > li')];
  // Said where it works.
  for (const hint of document.querySelectorAll('[data-with-script]')) hint.hidden = faults.length === 0;
  if (faults.length === 0) return;

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'F8' || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = faults.findIndex((fault) => fault.contains(document.activeElement));
    const next = event.shiftKey ? (at === -1 ? -1 : at - 1) : (at + 1) % faults.length;
    faults.at(next)?.querySelector('button, select, input:not([type=hidden]), summary')?.focus();
  });
})();

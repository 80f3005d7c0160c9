// The desk of training by keyboard: j k 1-4 arrows Space a z Enter u ?. Letters do nothing while one writes in a field.
(() => {
  'use strict';
  const form = document.getElementById('decision');
  const dialog = document.getElementById('training-keys');
  const off = document.getElementById('shortcuts-off');
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const page = async (answer) => new DOMParser().parseFromString(await answer.text(), 'text/html');

  /** Effects, counts and certificate for what is ticked now: asked for once one has stopped changing. */
  let asked = 0;
  let timer;
  function recount() {
    clearTimeout(timer);
    const effects = document.getElementById('effects');
    const button = one('[data-decide]');
    effects.setAttribute('aria-busy', 'true');
    effects.querySelector('h2').textContent = 'Ce que cette décision va changer : calcul en cours';
    if (button) button.setAttribute('aria-disabled', 'true');
    const mine = ++asked;
    timer = setTimeout(async () => {
      const answer = await fetch(form.dataset.effects, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
      }).catch(() => undefined);
      if (mine !== asked) return;
      if (answer?.ok) {
        const fresh = await page(answer);
        for (const id of ['effects', 'certificate']) document.getElementById(id)?.replaceWith(fresh.getElementById(id));
        for (const name of ['[data-counted]', '[data-decision-title]']) {
          const [here, there] = [one(name), fresh.querySelector(name)];
          if (here && there) here.replaceChildren(...there.childNodes);
        }
      } else effects.querySelector('h2').textContent = 'Les effets ne peuvent pas être calculés pour le moment';
      document.getElementById('effects').removeAttribute('aria-busy');
      button?.removeAttribute('aria-disabled');
    }, 120);
  }

  /** « 46 sur 500 », each second, until all lines are there. */
  function follow(line) {
    let looks = 0;
    const again = setInterval(async () => {
      if (++looks > 300) return clearInterval(again);
      const answer = await fetch(line.dataset.progress).catch(() => undefined);
      if (!answer?.ok) return;
      const fresh = (await page(answer)).getElementById(line.id);
      if (!fresh) return clearInterval(again);
      line.querySelector('p').replaceChildren(...fresh.querySelector('p').childNodes);
      if (!fresh.dataset.progress) clearInterval(again);
    }, 1000);
  }
  all('[data-progress]').forEach(follow);

  const boxes = () => all('[data-spelling]');
  function step(by) {
    const list = boxes();
    const at = list.indexOf(document.activeElement);
    list[Math.max(0, Math.min(list.length - 1, at === -1 ? (by > 0 ? 0 : list.length - 1) : at + by))]?.focus();
  }
  function choose(key) {
    const radio = one(`[data-kind="${key}"]`);
    if (!radio) return;
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event('change', { bubbles: true }));
    // What this decision cannot do without is where one goes on.
    const need = { 2: 'motive', 3: 'motive', 4: 'question' }[key];
    const field = need && document.getElementById(need);
    if (field && !field.value) field.focus();
    const entitled = document.getElementById('entitledBy');
    if (key === '1' && entitled && !entitled.value) entitled.focus();
  }
  async function nextCertificate() {
    const link = one('[data-certificate]');
    if (!link) return;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(`${form.dataset.effects}${new URL(link.href).search}`, { method: 'POST', body }).catch(
      () => undefined,
    );
    if (answer?.ok)
      document.getElementById('certificate').replaceWith((await page(answer)).getElementById('certificate'));
  }
  function decide() {
    const button = one('[data-decide]');
    if (button && !button.disabled && button.getAttribute('aria-disabled') !== 'true') form.requestSubmit(button);
  }

  const keys = {
    j: () => one('[data-next]')?.click(),
    k: () => one('[data-previous]')?.click(),
    1: () => choose('1'),
    2: () => choose('2'),
    3: () => choose('3'),
    4: () => choose('4'),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    a: nextCertificate,
    z: () => one('[data-enlarge]')?.click(),
    u: () => one('[data-undo]')?.requestSubmit(),
    '?': () => dialog?.showModal(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || one('dialog[open]')) return;
    const { target, key } = event;
    const typing = target.closest('input:not([type="checkbox"], [type="radio"]), select, textarea, [contenteditable]');
    if (typing) {
      // Out of a field and back to the keys.
      if (key === 'Escape') typing.blur();
      return;
    }
    if (key === 'Enter') {
      // In the decision or in the list only: a link or a button keeps its own meaning.
      if (!form || target.closest('a, button, summary') || (target !== document.body && !form.contains(target))) return;
      event.preventDefault();
      decide();
      return;
    }
    if (off?.checked || !keys[key]) return;
    // Arrows between the decisions stay what they are.
    if (key.startsWith('Arrow') && (!form || target.matches('[type="radio"]'))) return;
    event.preventDefault();
    keys[key]();
  });

  if (!form) return;
  one('[data-recount]')?.setAttribute('hidden', '');
  form.addEventListener('change', (event) => {
    if (event.target.matches('[data-spelling], [data-kind]')) recount();
    if (event.target.id === 'motive')
      one('[data-sentence-shown]').textContent =
        event.target.selectedOptions[0]?.dataset.sentence ?? 'la phrase du motif que vous choisissez';
  });
  form.addEventListener('submit', (event) => {
    if (event.submitter?.getAttribute('aria-disabled') === 'true') event.preventDefault();
  });
  if (form.dataset.open) {
    const say = () =>
      fetch(form.dataset.open, {
        method: 'POST',
        body: new URLSearchParams({ _csrf: form.elements._csrf.value }),
      }).catch(() => undefined);
    let times = 0;
    // An hour: a page that was left open must not keep the group, nor its session awake.
    const again = setInterval(() => (++times > 60 ? clearInterval(again) : say()), 60_000);
  }
  const wrong = one('.field--error :is(input, select, textarea)');
  (wrong ?? boxes()[0])?.focus({ preventScroll: !wrong });
})();

// What is to be seen to before one signs, kept up to date: who comes back to the page learns what has changed, without reloading it.
// Without script the page says how it stands each time it is opened.
(() => {
  'use strict';
  const list = document.querySelector('[data-checklist]');
  const told = list?.querySelector('[role="status"]');
  if (!told) return;

  const pointsIn = (part) =>
    new Map([...part.querySelectorAll('.checklist > li')].map((line) => [line.id, wordsOf(line)]));
  const wordsOf = (line) => line.querySelector('strong').textContent.trim();
  const several = (count, one, more) => (count === 1 ? one : `${count} ${more}`);

  // Back from a field: the page is a new one, and only the marks of its lines were kept, no word of them.
  const kept = `points ${location.pathname}`;
  const keep = () => sessionStorage.setItem(kept, JSON.stringify([...pointsIn(list).keys()]));
  function tellSinceLastTime() {
    const ids = new Set(JSON.parse(sessionStorage.getItem(kept) ?? 'null') ?? pointsIn(list).keys());
    const here = pointsIn(list);
    const gone = [...ids].filter((id) => !here.has(id)).length;
    const added = [...here.keys()].filter((id) => !ids.has(id)).length;
    keep();
    const changes = [
      ...(gone > 0 ? [several(gone, '1 point est réglé.', 'points sont réglés.')] : []),
      ...(added > 0 ? [several(added, 'Il y a 1 nouveau point.', 'nouveaux points.')] : []),
    ];
    // A live region speaks of what is put into it once it stands there.
    if (changes.length > 0) setTimeout(() => say(changes, told.textContent), 100);
  }
  const say = (changes, now) => {
    told.textContent = [...changes, now.trim()].join(' ');
  };

  /** The line that has the focus, or the one that stands next once it is gone. */
  function followFocus(before, swap) {
    const line = document.activeElement?.closest?.('.checklist > li');
    const inLink = line && document.activeElement !== line;
    swap();
    if (!line) return;
    const order = [...before.keys()];
    const next = order.slice(order.indexOf(line.id)).find((id) => document.getElementById(id));
    const there = next && document.getElementById(next);
    ((inLink && there?.querySelector('a')) || there || document.getElementById('signature'))?.focus();
  }

  function show(fresh) {
    const there = fresh.querySelector('[data-checklist]');
    // It is not open any more: its page is another one.
    if (!there) return location.reload();
    const [before, after] = [pointsIn(list), pointsIn(there)];
    followFocus(before, () => {
      list.querySelector('[data-points]').replaceChildren(...there.querySelector('[data-points]').childNodes);
      for (const part of ['#signature', '.turn']) {
        const [here, now] = [document.querySelector(part), fresh.querySelector(part)];
        if (here && now) here.replaceChildren(...now.childNodes);
      }
    });
    list.dataset.mark = there.dataset.mark;
    const gone = [...before].filter(([id]) => !after.has(id)).map(([, words]) => words);
    const added = [...after].filter(([id]) => !before.has(id)).map(([, words]) => words);
    const changes = [
      ...(gone.length > 0 ? [`Réglé : ${gone.join(' ; ')}.`] : []),
      ...(added.length > 0 ? [`Nouveau : ${added.join(' ; ')}.`] : []),
    ];
    say(
      changes.length > 0 ? changes : ["L'équipe a changé : ce que vous signez est à jour."],
      there.querySelector('[role="status"]').textContent,
    );
    keep();
  }

  let looking = false;
  async function look() {
    if (looking || document.visibilityState !== 'visible') return;
    looking = true;
    try {
      const answer = await fetch(list.dataset.checklist, { headers: { accept: 'application/json' } });
      if (!answer.ok || !answer.headers.get('content-type')?.includes('json')) return;
      if ((await answer.json()).mark === list.dataset.mark) return;
      const page = await fetch(location.pathname);
      if (page.ok && !page.redirected) show(new DOMParser().parseFromString(await page.text(), 'text/html'));
    } catch {
      // Away: the next time one comes back it is looked at again.
    } finally {
      looking = false;
    }
  }
  addEventListener('focus', look);
  addEventListener('visibilitychange', look);
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) look();
  });
  tellSinceLastTime();
})();

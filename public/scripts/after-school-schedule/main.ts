/** The form of a schedule as one types: lengths, what was before, the week copied, arrows by cell, and what it changes, told by the server before one validates. */
import { lengthInWords, openMinutes, weekdays, type Period } from '../../../domain/signaletique/opening-hours.ts';
import { periodsInWords } from '../../../domain/signaletique/opening-sentence.ts';
import { readHour } from '../../../domain/written-hour.ts';
import { shortDay } from '../../../domain/after-school/half-days.ts';

const form = document.querySelector<HTMLFormElement>('form[data-schedule]');
if (form) start(form);

function start(form: HTMLFormElement): void {
  const field = (name: string): HTMLInputElement | undefined => {
    const found = form.elements.namedItem(name);
    return found instanceof HTMLInputElement ? found : undefined;
  };
  const names = (day: number): [string, string, string, string] => [
    `from${String(day)}`,
    `to${String(day)}`,
    `again${String(day)}`,
    `until${String(day)}`,
  ];
  const hourIn = (name: string): string | undefined => readHour(field(name)?.value ?? '');

  /** As much of a day as can be read. */
  const periodsOf = (day: number): Period[] => {
    const [from, to, again, until] = names(day).map(hourIn);
    return [
      [from, to],
      [again, until],
    ].flatMap(([first, last]): Period[] => (first && last && first < last ? [[first, last]] : []));
  };

  const show = (): void => {
    let week = 0;
    for (const { day } of weekdays) {
      const row = form.querySelector(`[data-day="${String(day)}"]`);
      if (!row) continue;
      const length = openMinutes(periodsOf(day));
      week += length;
      setText(row.querySelector('[data-length]'), length > 0 ? lengthInWords(length) : 'fermé');
      hide(row.querySelector('[data-warning]'), length === 0 || length >= shortDay);
      let changed = false;
      for (const pair of row.querySelectorAll<HTMLElement>('[data-was]')) {
        const now = [...pair.querySelectorAll('input')].map(({ value }) => readHour(value) ?? value.trim()).join();
        const isOther = now !== pair.dataset.was;
        const before = pair.parentElement?.querySelector('[data-before]') ?? null;
        const [from, to] = (pair.dataset.was ?? ',').split(',');
        if (isOther)
          setText(
            before?.querySelector('[data-before-text]') ?? null,
            from && to ? periodsInWords([[from, to]]) : 'fermé',
          );
        hide(before, !isOther);
        changed ||= isOther;
      }
      row.classList.toggle('is-changed', changed);
    }
    setText(form.querySelector('[data-total]'), lengthInWords(week));
  };

  let asking: AbortController | undefined;
  let waiting: number | undefined;
  /** What the schedule changes, as the server tells it; where it cannot be asked, validating shows it first. */
  const ask = async (): Promise<void> => {
    asking?.abort();
    asking = new AbortController();
    const seen = form.querySelector<HTMLInputElement>('[data-seen]');
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    body.set('then', 'preview');
    try {
      const answer = await fetch(form.action, { method: 'POST', body, signal: asking.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const told = page.querySelector('#effect');
      const mark = page.querySelector<HTMLInputElement>('[data-seen]')?.value;
      const effect = document.querySelector('#effect');
      if (!told || !mark || !effect || !seen) return;
      effect.replaceWith(document.adoptNode(told));
      seen.value = mark;
      document.querySelector('#effect')?.setAttribute('role', 'status');
    } catch {
      // Nothing is lost: the button shows it.
    }
  };
  const askSoon = (): void => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if ((field('validFrom')?.value ?? '').trim() !== '') void ask();
    }, 700);
  };

  form.addEventListener('input', ({ target }) => {
    show();
    if (target instanceof HTMLInputElement) askSoon();
  });
  form.addEventListener('change', ({ target }) => {
    // As it will be kept: « 7 » becomes 07:00.
    if (target instanceof HTMLInputElement && /^(?:from|to|again|until)\d$/.test(target.name))
      target.value = readHour(target.value) ?? target.value;
    show();
  });
  form.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLInputElement) || (key !== 'ArrowDown' && key !== 'ArrowUp')) return;
    const [, half, day] = /^(from|to|again|until)(\d)$/.exec(target.name) ?? [];
    if (half === undefined) return;
    const next = field(`${half}${String(Number(day) + (key === 'ArrowDown' ? 1 : -1))}`);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
  form.querySelector('[data-copy-day]')?.addEventListener('click', (event) => {
    event.preventDefault();
    const filled = weekdays.find(({ day }) => names(day).some((name) => (field(name)?.value ?? '').trim() !== ''));
    if (!filled) return;
    for (const { day } of weekdays.filter(({ day: each }) => each < 6 && each !== filled.day))
      names(day).forEach((name, place) => {
        const [to, from] = [field(name), field(names(filled.day)[place]!)];
        if (to && from) to.value = from.value;
      });
    form.dispatchEvent(new Event('input', { bubbles: true }));
    askSoon();
  });
  show();
  askSoon();
}

function setText(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
function hide(element: Element | null, isHidden: boolean): void {
  if (element instanceof HTMLElement) element.hidden = isHidden;
}

/** The form of opening hours as one types: the sentence that parents will read, the length of each day, and Monday copied, by the rules of the server. */
import {
  faultOfPeriods,
  lengthInWords,
  openMinutes,
  weekdays,
  type Period,
} from '../../../domain/signaletique/opening-hours.ts';
import { openingSentence } from '../../../domain/signaletique/opening-sentence.ts';
import { readHour } from '../../../domain/written-hour.ts';

const form = document.querySelector<HTMLFormElement>('form[data-opening-hours]');
if (form) start(form);

function start(form: HTMLFormElement): void {
  const field = (name: string): HTMLInputElement | undefined => {
    const found = form.elements.namedItem(name);
    return found instanceof HTMLInputElement ? found : undefined;
  };
  const pairsOf = (day: number): [string, string][] => [
    [`from${String(day)}`, `to${String(day)}`],
    [`again${String(day)}`, `until${String(day)}`],
  ];
  /** Undefined where something is missing or cannot be. */
  const periodsOf = (day: number): Period[] | undefined => {
    const periods: Period[] = [];
    for (const [opens, closes] of pairsOf(day)) {
      const [from, to] = [field(opens)?.value ?? '', field(closes)?.value ?? ''];
      if (!from.trim() && !to.trim()) continue;
      const [first, last] = [readHour(from), readHour(to)];
      if (!first || !last) return undefined;
      periods.push([first, last]);
    }
    return periods.length > 0 && !faultOfPeriods(periods) ? periods : undefined;
  };

  const show = (): void => {
    const week: Record<string, Period[]> = {};
    let whole = true;
    for (const { day } of weekdays) {
      const isOpen = field(`open${String(day)}`)?.checked ?? false;
      const periods = isOpen ? periodsOf(day) : [];
      if (!periods) whole = false;
      else if (isOpen) week[String(day)] = periods;
      const length = form.querySelector(`[data-day="${String(day)}"] [data-length]`);
      if (length) length.textContent = !isOpen ? 'fermé' : periods ? lengthInWords(openMinutes(periods)) : '–';
    }
    const line = form.querySelector<HTMLElement>('[data-sentence]');
    const text = form.querySelector('[data-sentence-text]');
    if (!line || !text) return;
    line.hidden = !whole;
    const sentence = openingSentence(week);
    if (whole && text.textContent !== sentence) text.textContent = sentence;
  };
  const changed = (): void => {
    form.dispatchEvent(new Event('input', { bubbles: true }));
  };

  form.addEventListener('input', ({ target }) => {
    // Who writes hours for a day means that it is open.
    if (target instanceof HTMLInputElement && target.value.trim() !== '') {
      const day = /^(?:from|to|again|until)(\d)$/.exec(target.name)?.[1];
      const box = day === undefined ? undefined : field(`open${day}`);
      if (box) box.checked = true;
    }
    show();
  });
  form.addEventListener('change', ({ target }) => {
    // As it will be kept: « 7 » becomes 07:00.
    if (target instanceof HTMLInputElement && /^(?:from|to|again|until)\d$/.test(target.name))
      target.value = readHour(target.value) ?? target.value;
    show();
  });
  form.querySelector('[data-copy-monday]')?.addEventListener('click', (event) => {
    event.preventDefault();
    for (const day of [2, 3, 4, 5]) {
      const [box, monday] = [field(`open${String(day)}`), field('open1')];
      if (box && monday) box.checked = monday.checked;
      pairsOf(day).forEach((pair, place) => {
        pair.forEach((name, end) => {
          const [to, from] = [field(name), field(pairsOf(1)[place]?.[end] ?? '')];
          if (to && from) to.value = from.value;
        });
      });
    }
    changed();
  });
}

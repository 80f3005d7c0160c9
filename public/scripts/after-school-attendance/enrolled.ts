/** The two fields of those inscribed, as they stand on the page. */
import { readCount } from '../../../domain/after-school/written-count.ts';
import type { EnrolledOnPage, Inscribed } from './sending.ts';

export function enrolledOn(
  form: HTMLFormElement,
  nursery: HTMLInputElement,
  primary: HTMLInputElement,
): EnrolledOnPage {
  const seen = form.querySelector<HTMLInputElement>('[data-enrolled-seen]')!;
  const [version = '0', first = '', second = ''] = seen.value.split(':');
  const number = (text: string): number | null => (text === '' ? null : Number(text));
  let kept: Inscribed = { nursery: number(first), primary: number(second) };
  const page: EnrolledOnPage = {
    version: Number(version),
    isUnsaved: () => [nursery, primary].some(({ value }) => 'fault' in readCount(value)) || page.toSend() !== undefined,
    toSend() {
      const [one, two] = [readCount(nursery.value), readCount(primary.value)];
      for (const [input, read] of [
        [nursery, one],
        [primary, two],
      ] as const)
        if ('fault' in read) input.setAttribute('aria-invalid', 'true');
        else input.removeAttribute('aria-invalid');
      if ('fault' in one || 'fault' in two) return undefined;
      return one.value === kept.nursery && two.value === kept.primary
        ? undefined
        : { nursery: one.value, primary: two.value };
    },
    write(stands) {
      nursery.value = stands.nursery === null ? '' : String(stands.nursery);
      primary.value = stands.primary === null ? '' : String(stands.primary);
    },
    keep(stands, next) {
      kept = { nursery: stands.nursery, primary: stands.primary };
      page.version = next;
      seen.value = [next, stands.nursery ?? '', stands.primary ?? ''].join(':');
    },
  };
  return page;
}

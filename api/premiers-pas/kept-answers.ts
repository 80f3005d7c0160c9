/** Answers that were prepared: of a search as long as no place changes, of a sheet as long as neither the place nor the day does. */
import type { Found, PlaceIndex } from '../../domain/premiers-pas/place-index.ts';
import type { Answer } from './answer.ts';
import { siblingsOf } from './sheet-page.ts';

type Prepare = () => Promise<Answer>;
/** Of searches; a page of results is some six kilobytes. */
const most = 1_000;

/** @param keeps false prepares each anew, while one edits the templates */
export function keepAnswers(keeps: boolean) {
  let ofIndex: { index: PlaceIndex; answers: Map<string, Promise<Answer>> } | undefined;
  const texts = new Map<string, Promise<Answer>>();
  const sheets = new WeakMap<Found, { siblings: string; today: string; answer: Promise<Answer> }>();

  /** What failed is tried again by whoever comes next. */
  function keep(map: Map<string, Promise<Answer>>, key: string, prepare: Prepare): Promise<Answer> {
    const known = map.get(key);
    if (known && keeps) return known;
    const answer = prepare();
    if (map.size >= most) for (const [oldest] of map) if (map.delete(oldest)) break;
    map.set(key, answer);
    answer.catch(() => map.delete(key));
    return answer;
  }

  return {
    /** Of the places as they stand. */
    of(index: PlaceIndex, key: string, prepare: Prepare): Promise<Answer> {
      if (ofIndex?.index !== index) ofIndex = { index, answers: new Map() };
      return keep(ofIndex.answers, key, prepare);
    },
    /** Of one place: other places may change beside it. */
    ofPlace(index: PlaceIndex, found: Found, prepare: Prepare): Promise<Answer> {
      const siblings = siblingsOf(found, index)
        .map(({ href }) => href)
        .join(' ');
      const today = `${index.today} ${String(index.staleAfter)}`;
      const known = sheets.get(found);
      if (keeps && known?.siblings === siblings && known.today === today) return known.answer;
      const answer = prepare();
      sheets.set(found, { siblings, today, answer });
      answer.catch(() => sheets.delete(found));
      return answer;
    },
    /** Of nothing that changes. */
    ofText: (key: string, prepare: Prepare): Promise<Answer> => keep(texts, key, prepare),
  };
}

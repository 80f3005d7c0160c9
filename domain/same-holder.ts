/** Whether the holder of an account is, by its name, the body that it is for: legal forms, accents, small words and slips of the fingers aside. */
import { slipsAllowed, slipsBetween } from './likeness/near-words.ts';
import { searchable } from './searchable.ts';

const forms = new Set(
  'asbl vzw aisbl scrl sc srl sprl sa snc fondation cpas commune ville administration communale'.split(' '),
);
const small = new Set('d de des du l la le les et a au aux en'.split(' '));

/** `alike`: every word of the shorter name is in the other. `unlike` is a warning, never a refusal. */
export function compareHolder(holder: string, body: string): 'same' | 'alike' | 'unlike' {
  const [one, other] = [wordsOf(holder), wordsOf(body)];
  if (one.join(' ') === other.join(' ')) return 'same';
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short.length > 0 && short.every((word) => long.some((each) => isNear(word, each))) ? 'alike' : 'unlike';
}

/** A name that is made of such words only keeps them. */
function wordsOf(name: string): string[] {
  const words = searchable(name).split(' ').filter(Boolean);
  const telling = words.filter((word) => !forms.has(word) && !small.has(word));
  return telling.length > 0 ? telling : words;
}
const isNear = (one: string, other: string): boolean => {
  const most = slipsAllowed(Math.min(one.length, other.length));
  return one === other || slipsBetween(one, other, most) <= most;
};

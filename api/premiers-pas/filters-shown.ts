/** The filters of a search, as they are ticked and with what each would leave. */
import { publicKinds, type PublicKind } from '../../domain/premiers-pas/public-place.ts';
import type { Criteria, Results } from '../../domain/premiers-pas/search.ts';
import { hourInWords } from '../../domain/written-hour.ts';
import { closingChoices, openingChoices, searchHref, type Asked } from './criteria.ts';
import { searchPath } from './ways.ts';

export const kinds = Object.keys(publicKinds) as PublicKind[];

/** What `premiers-pas/filters` shows. `form`: the id of the form that sends them; with `results`, how many each would leave. */
export function filtersShown(
  { criteria, faults, typedDay }: Asked,
  form: string,
  results?: Results,
): Record<string, unknown> {
  const hour = (chosen: string | undefined) => (value: string) => ({
    value,
    text: hourInWords(value),
    chosen: value === chosen,
  });
  const any = (chosen: boolean) => ({ value: '', text: 'Peu importe', chosen });
  const counted = results !== undefined;
  const { counts } = results ?? {};
  return {
    form,
    kinds: kinds.map((value) => ({
      value,
      label: publicKinds[value],
      counted,
      count: counts?.kinds[value],
      chosen: criteria.kinds.includes(value),
    })),
    whens: [
      {
        value: 'maintenant',
        label: 'Disponibles maintenant',
        counted,
        count: counts?.when.maintenant,
        chosen: criteria.when === 'maintenant',
      },
      {
        value: 'six-mois',
        label: "D'ici à six mois",
        counted,
        count: counts?.when['six-mois'],
        chosen: criteria.when === 'six-mois',
      },
      { value: '', label: 'Peu importe', counted, count: counts?.when.any, chosen: criteria.when === undefined },
    ],
    day: { typed: typedDay, error: faults.find(({ field }) => field === 'le')?.text },
    opens: [any(!criteria.opensBy), ...openingChoices.map(hour(criteria.opensBy))],
    closes: [any(!criteria.closesFrom), ...closingChoices.map(hour(criteria.closesFrom))],
    ages: [
      { value: 'moins-18', label: 'moins de 18 mois', chosen: criteria.age === 'moins-18' },
      { value: 'plus-18', label: '18 mois et plus', chosen: criteria.age === 'plus-18' },
      { value: '', label: 'peu importe', chosen: criteria.age === undefined },
    ],
    sort: criteria.sort === 'distance' ? undefined : criteria.sort,
    clear: countChosen(criteria) > 0 ? searchHref(searchPath, withoutFilters(criteria)) : undefined,
  };
}

export const withoutFilters = (criteria: Criteria): Criteria => ({
  ...criteria,
  kinds: [],
  when: undefined,
  on: undefined,
  age: undefined,
  opensBy: undefined,
  closesFrom: undefined,
});
export const countChosen = ({ kinds: ticked, when, age, opensBy, closesFrom }: Criteria): number =>
  [ticked.length > 0, when, when && age, opensBy, closesFrom].filter(Boolean).length;

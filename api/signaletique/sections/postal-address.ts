/** « Adresse courrier »: the same as the place, with or without a box, or another one. */
import { z } from 'zod';
import { formatAddress, type Address, type AddressRow } from '../../../domain/address.ts';
import { address } from '../../forms/address.ts';
import { faultsIn } from '../../forms/form.ts';
import { choice, optionalLine } from '../../forms/inputs.ts';
import { dataOf, written, type Data, type SheetContext } from '../section.ts';

const key = 'postal-address';
const parts = ['street', 'number', 'box', 'postcode', 'locality'] as const;
const box = 'boîte';
const none = 'aucune';

/** Where the place is; of a body, its seat. */
export const ownAddress = ({ sheet }: SheetContext): AddressRow =>
  (sheet.kind === 'facility' ? sheet.version : undefined) ?? sheet.body;

const isSame = (data: Data): boolean => data.same === true;
/** `null`: it was said that there is none. */
const boxIn = (data: Data): string | null | undefined =>
  data.box === null ? null : typeof data.box === 'string' ? data.box : undefined;

export const postalAddress = written(
  {
    key,
    title: 'Adresse courrier',
    kept: 'here',
    intro: "Là où l'ONE vous écrit. Une boîte qui manque fait revenir les courriers.",
    rows: (context) => {
      const data = dataOf(context, key);
      const given = data.address as Address | undefined;
      if (given && !isSame(data)) return [{ label: 'Adresse', values: formatAddress(given).split(', ') }];
      return [
        isSame(data)
          ? { label: 'Adresse', value: `la même : ${formatAddress({ ...ownAddress(context), box: null })}` }
          : { label: 'Adresse', missing: true },
        ...(isSame(data)
          ? [
              boxIn(data) === undefined
                ? { label: 'Boîte', missing: true }
                : { label: 'Boîte', value: boxIn(data) ?? none },
            ]
          : []),
      ];
    },
    value: (context) => {
      const data = dataOf(context, key);
      if (isSame(data)) return boxIn(data) ? `la même, boîte ${boxIn(data) ?? ''}` : 'la même';
      return data.address ? formatAddress(data.address as Address) : '';
    },
    missing: (context) => {
      const data = dataOf(context, key);
      if (isSame(data)) return boxIn(data) === undefined ? [box] : [];
      return data.address ? [] : ['adresse'];
    },
  },
  {
    inputs: (context) => [
      {
        partial: 'field-radios',
        name: 'where',
        label: 'Où recevez-vous votre courrier ?',
        required: true,
        options: [
          { value: 'same', text: `À la même adresse : ${formatAddress({ ...ownAddress(context), box: null })}` },
          { value: 'other', text: 'À une autre adresse' },
        ],
      },
      {
        partial: 'field-text',
        name: 'box',
        label: 'Boîte, à la même adresse',
        hint: 'Le numéro de la boîte aux lettres, ou « aucune ».',
        short: true,
      },
      {
        partial: 'field-address',
        name: 'address',
        label: 'Autre adresse',
        legend: 'Autre adresse',
        hint: 'À remplir si vous recevez votre courrier ailleurs.',
      },
    ],
    typed: (data) => ({
      where: isSame(data) ? 'same' : data.address ? 'other' : '',
      box: boxIn(data) === null ? none : (boxIn(data) ?? ''),
      ...Object.fromEntries(
        parts.map((part) => [`address.${part}`, (data.address as Record<string, string> | undefined)?.[part] ?? '']),
      ),
    }),
    schema: z
      .strictObject({
        where: choice('Dites où vous recevez votre courrier', ['same', 'other']),
        box: optionalLine(10),
        ...Object.fromEntries(parts.map((part) => [`address.${part}`, optionalLine(100)])),
      })
      .transform((values, context): { same: boolean; box?: string | null; address?: Address } => {
        if (values.where === 'same')
          return {
            same: true,
            ...(values.box === undefined ? {} : { box: /^aucune?\.?$/i.test(values.box) ? null : values.box }),
          };
        const of = values as Record<string, string | undefined>;
        const read = address.safeParse(
          Object.fromEntries(
            parts.map((part) => [part, of[`address.${part}`]]).filter(([, value]) => value !== undefined),
          ),
        );
        if (read.success) return { same: false, address: read.data };
        for (const [part, message] of Object.entries(faultsIn(read.error)))
          context.addIssue({ code: 'custom', path: [`address.${part}`], message: message ?? '' });
        return z.NEVER;
      }),
    dataOf: (values) => values,
  },
);

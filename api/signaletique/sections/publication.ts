/** « Publication sur Premiers Pas »: a natural person may refuse it, and says whether the street of a home is shown. A legal person may do neither. */
import { z } from 'zod';
import { publicationWritten } from '../../../db/signaletique/publication.ts';
import { choice } from '../../forms/inputs.ts';
import { ofFacility, written } from '../section.ts';

const answers = [
  ['yes', 'Oui, les parents trouvent mon milieu d’accueil'],
  ['no', 'Non, je refuse la publication : ni mon nom, ni mon adresse, ni mes places n’y apparaissent'],
] as const;
const streets = [
  ['locality', 'Seulement la localité'],
  ['street', 'La rue et le numéro : je suis d’accord qu’ils soient publics'],
] as const;
const options = (of: readonly (readonly [string, string])[]): object[] => of.map(([value, text]) => ({ value, text }));
const legal =
  'Seule une personne physique peut refuser la publication : les milieux d’accueil organisés par une personne morale sont tous publiés.';

export const publication = written(
  {
    key: 'publication',
    title: 'Publication sur Premiers Pas',
    kept: 'here',
    uncounted: true,
    intro: 'Votre choix vaut dans la minute sur le site des parents. Vous pouvez en changer à tout moment.',
    rows: (context) => {
      const { facility, body } = ofFacility(context);
      if (body.kind !== 'natural-person') return [{ label: 'Publication', value: 'publié', locked: true }];
      return [
        {
          label: 'Publication',
          value: facility.publication_refused ? 'refusée : les parents ne voient rien' : 'acceptée',
        },
        ...(!facility.publication_refused
          ? [
              {
                label: 'Adresse montrée',
                value: facility.address_shown ? 'la rue et le numéro' : 'la localité seulement',
                seen: true,
              },
            ]
          : []),
      ];
    },
    value: (context) => {
      const { facility, body } = ofFacility(context);
      if (body.kind !== 'natural-person') return 'publié';
      return facility.publication_refused
        ? 'refusée'
        : facility.address_shown
          ? 'acceptée, avec la rue'
          : 'acceptée, sans la rue';
    },
    missing: () => [],
    why: (context) => (ofFacility(context).body.kind === 'natural-person' ? undefined : legal),
    elsewhere: (data, context) =>
      publicationWritten(context.sheet.id, {
        refused: data.refused === true,
        addressShown: data.addressShown === true,
      }),
  },
  {
    inputs: (context) => [
      {
        partial: 'field-radios',
        name: 'published',
        label: 'Voulez-vous être publié·e ?',
        required: true,
        options: options(answers),
      },
      {
        partial: 'field-radios',
        name: 'shown',
        label: ofFacility(context).facility.home
          ? 'Que montrer de l’adresse de votre domicile ?'
          : 'Que montrer de l’adresse où vous accueillez les enfants ?',
        required: true,
        options: options(streets),
      },
    ],
    typed: (_data, context) => {
      const { facility } = ofFacility(context);
      return {
        published: facility.publication_refused ? 'no' : 'yes',
        shown: facility.address_shown ? 'street' : 'locality',
      };
    },
    schema: z.strictObject({
      published: choice('Dites si vous voulez être publié·e', ['yes', 'no']),
      shown: choice('Dites ce qui est montré de votre adresse', ['locality', 'street']),
    }),
    dataOf: ({ published, shown }) => ({ refused: published === 'no', addressShown: shown === 'street' }),
  },
);

/** The form of an application: what it is called, what it may do, where, and from where. */
import { z } from 'zod';
import type { Fields } from '../../db/applications/change.ts';
import { readNetworks, type NetworksRead } from '../../domain/applications/networks.ts';
import { scopes } from '../../domain/applications/scopes.ts';
import { emailAddress } from '../forms/email.ts';
import { id, several } from '../forms/envelope.ts';
import type { Faults, Input } from '../forms/form.ts';
import { optionalText, requiredLine } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { scopeWords } from './words.ts';

const chooseScope = 'Cochez au moins une autorisation';
const choosePlace = "Cochez au moins un milieu d'accueil";

export const fieldsShape = {
  name: requiredLine("Encodez le nom de l'application", 80),
  vendor: requiredLine("Encodez le nom de l'éditeur du logiciel", 80),
  email: emailAddress("Encodez le courriel de contact chez l'éditeur"),
  scopes: several(z.enum(scopes), chooseScope),
  places: several(id, choosePlace),
  networks: optionalText(1000),
};

const wrongNetwork: Record<Exclude<NetworksRead, { ok: true }>['why'], (wrong: string) => string> = {
  form: (wrong) => `« ${wrong} » n'est ni une adresse ni un réseau. Exemple : 192.0.2.10 ou 192.0.2.0/24`,
  everywhere: (wrong) => `« ${wrong} » est le monde entier : laissez le champ vide pour admettre tous les réseaux`,
  many: (wrong) => `${wrong} réseaux : 20 au maximum`,
};

/** What the schema cannot know: which places are the body's, and what is a network. */
export function readFields(
  typed: {
    name: string;
    vendor: string;
    email: string;
    scopes: Fields['scopes'];
    places: string[];
    networks?: string | undefined;
  },
  places: readonly { id: string }[],
): { fields: Fields; faults: Faults } {
  const networks = readNetworks(typed.networks ?? '');
  const known = new Set(places.map((place) => place.id));
  return {
    fields: {
      ...typed,
      places: [...new Set(typed.places)],
      scopes: [...new Set(typed.scopes)],
      networks: networks.ok ? networks.networks : [],
    },
    faults: {
      ...(networks.ok ? {} : { networks: wrongNetwork[networks.why](networks.wrong) }),
      ...(typed.places.every((place) => known.has(place)) ? {} : { places: notAChoice }),
    },
  };
}

export const inputsFor = (
  places: readonly { id: string; name: string }[],
  shown: Partial<Record<keyof Fields, unknown>> = {},
): Input[] => [
  {
    ...{
      partial: 'field-text',
      name: 'name',
      label: "Nom de l'application",
      required: true,
      autocomplete: 'off',
      value: shown.name,
    },
    hint: 'Comme vous la reconnaîtrez dans cette liste et dans votre historique.',
  },
  {
    partial: 'field-text',
    name: 'vendor',
    label: 'Éditeur du logiciel',
    required: true,
    autocomplete: 'off',
    value: shown.vendor,
  },
  {
    ...{
      partial: 'field-text',
      name: 'email',
      label: "Courriel de contact chez l'éditeur",
      type: 'email',
      required: true,
    },
    ...{ autocomplete: 'off', value: shown.email },
  },
  {
    ...{
      partial: 'field-checkboxes',
      name: 'scopes',
      label: "Ce que l'application peut faire",
      required: true,
      value: shown.scopes,
    },
    options: scopes.map((scope) => ({ value: scope, ...scopeWords[scope] })),
  },
  {
    ...{ partial: 'field-checkboxes', name: 'places', label: "Milieux d'accueil", required: true },
    value: shown.places ?? (places.length === 1 ? places[0]!.id : undefined),
    options: places.map(({ id: value, name: text }) => ({ value, text })),
  },
  {
    ...{ partial: 'field-textarea', name: 'networks', label: 'Réseaux autorisés', rows: 3, value: shown.networks },
    hint: 'Une adresse ou un réseau par ligne (192.0.2.0/24). Vide : depuis partout. Votre éditeur les connaît.',
  },
];

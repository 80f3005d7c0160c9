/** Whose datum it is: who at ONE looks at the proof, and answers. */
import type { Desk, Kind } from './contract.ts';

export interface PlaceOfDatum {
  /** A childminder's own: who they are is the helpdesk's, as for every person. */
  home: boolean;
  afterSchool: boolean;
}

const usual: Readonly<Record<Kind, Desk>> = {
  'facility-name': 'referent',
  'facility-type': 'referent',
  'authorised-on': 'referent',
  // What the Banque-Carrefour says of an enterprise.
  'body-name': 'helpdesk',
  'body-type': 'helpdesk',
  'enterprise-number': 'helpdesk',
  'seat': 'helpdesk',
};

/** @param place of a datum of the organising body: nothing */
export function deskOf(kind: Kind, place?: PlaceOfDatum): Desk {
  if (place?.afterSchool) return 'aes-referent';
  return place?.home && kind === 'facility-name' ? 'helpdesk' : usual[kind];
}

/** A decision of this procedure, as what it means for the place: the event that `consequencesOf` looks at. Pure. */
import type { Event, EventKind } from '../../domain/consequences/consequences.ts';
import type { Change } from './changes.ts';
import type { CaseData, Kind } from './contract.ts';

const eventKinds: Readonly<Record<Kind, EventKind>> = {
  'permanent-move': 'move',
  'temporary-move': 'temporary-move',
  'temporary-cessation': 'cessation',
  'suspension': 'cessation',
  'end-of-activity': 'end',
  'withdrawal-by-one': 'end',
  'return-to-premises': 'return',
  'lifting-of-suspension': 'return',
  'capacity-change': 'capacity',
};

/** @param changes what the decision changes of the authorisation; undefined where it changes nothing */
export function eventOf({ kind }: Pick<CaseData, 'kind'>, changes: readonly Change[]): Event | undefined {
  const authorisation = changes.find((change) => change.what === 'authorisation');
  if (!authorisation) return undefined;
  const { status, place, capacity, plannedEndOn } = authorisation;
  const has = (what: Change['what']): boolean => changes.some((change) => change.what === what);
  // A measure that is undone on appeal gives back what it took.
  const undone = status === 'authorised' && (eventKinds[kind] === 'cessation' || eventKinds[kind] === 'end');
  return {
    kind: undone ? 'return' : eventKinds[kind],
    moves: place !== undefined,
    changesHands: has('administration'),
    hours: has('opening-hours'),
    phone: has('phone'),
    ...(capacity === undefined ? {} : { capacity }),
    ...(plannedEndOn ? { until: plannedEndOn } : {}),
  };
}

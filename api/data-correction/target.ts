/** Of which place or body a datum is, for whoever asks for its correction; and which one an address names. */
import type { Request, Response } from 'express';
import { openFor } from '../../db/access/acts.ts';
import { asSubject, type SubjectRow } from '../../db/access/subjects.ts';
import { findFacility } from '../../db/authorisations.ts';
import { findSecondVersionOn } from '../../db/data-correction/data.ts';
import { findBodyToCorrect } from '../../db/data-correction/subjects.ts';
import type { DraftRow, DraftSubjectKind } from '../../db/drafts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { bodyFields, facilityFields, slug, type Desk, type Kind } from '../../workflows/data-correction/contract.ts';
import { deskOf } from '../../workflows/data-correction/whose.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { notFound } from '../problems.ts';
import { mayBeOther, type Around } from './fields.ts';

/** What the sheets call their data, and what the address says of it. */
const called: Readonly<Record<string, Kind>> = {
  'identification.name': 'facility-name',
  'identification.kind': 'facility-type',
  'identification.type': 'facility-type',
  'identification.authorised-on': 'authorised-on',
  'enterprise.name': 'body-name',
  'enterprise.kind': 'body-type',
  'enterprise.number': 'enterprise-number',
  'enterprise.enterprise-number': 'enterprise-number',
  'enterprise.seat': 'seat',
  'enterprise.address': 'seat',
};
const calledOfBody: Readonly<Record<string, Kind>> = {
  ...called,
  'identification.name': 'body-name',
  'identification.kind': 'body-type',
  'identification.type': 'body-type',
  'identification.enterprise-number': 'enterprise-number',
  'identification.seat': 'seat',
  'identification.address': 'seat',
  'address': 'seat',
};
/** The datum that the address names, in the words of the sheet or by its own code. */
export function kindAsked(field: unknown, of: DraftSubjectKind): Kind | undefined {
  if (typeof field !== 'string') return undefined;
  const names = of === 'facility' ? called : calledOfBody;
  const known = [...facilityFields, ...bodyFields].find((kind) => kind === field);
  return known ?? (Object.hasOwn(names, field) ? names[field] : undefined);
}

export interface Target {
  subject: { kind: DraftSubjectKind; id: string; organising_body_id: string; administration: string };
  name: string;
  /** What may be asked about it. */
  kinds: readonly Kind[];
  deskOf: (kind: Kind) => Desk;
  /** Of a place: its kind. */
  facilityKind?: string;
  /** The seat is the place itself: it changes with the authorisation. */
  seatIsPlace: boolean;
  closed: boolean;
  /** The right to open such a case is asked about it. */
  draft: SubjectRow;
}

/** @throws 404 where the place is not seen, or nothing of it may be asked for by this person */
export async function getFacilityTarget(deps: Dependencies, res: Response, id: string): Promise<Target> {
  const facility = await findFacility(deps.db, getViewer(res).ability, openFor(slug), id);
  if (!facility) throw notFound();
  const { kind, home, organising_body_id, administration } = facility;
  const afterSchool = kind.startsWith('after-school');
  const subject = { kind: 'facility', id, organising_body_id, administration } as const;
  return {
    subject,
    name: facility.name,
    kinds: facilityFields.filter((field) => mayBeOther(field, kind)),
    deskOf: (field) => deskOf(field, { home, afterSchool }),
    facilityKind: kind,
    seatIsPlace: false,
    closed: facility.closed_on !== null,
    draft: asSubject('Draft', { slug, facility_id: id, organising_body_id, administration }),
  };
}

/** The body that the address names; the only one of this person, where it names none. @throws 404 */
export async function getBodyTarget(deps: Dependencies, req: Request, res: Response): Promise<Target> {
  const { grants } = getViewer(res);
  const mine = [...new Set(grants.flatMap(({ organisingBodyId }) => organisingBodyId ?? []))];
  const asked = req.query.body ?? (mine.length === 1 ? mine[0] : undefined);
  return getBodyTargetOf(deps, res, isUuid(asked) ? asked : undefined);
}

export async function getBodyTargetOf(deps: Dependencies, res: Response, id: string | undefined): Promise<Target> {
  const body = id === undefined ? undefined : await findBodyToCorrect(deps.db, id, dayOf(deps.now()));
  if (!body) throw notFound();
  const draft = asSubject('Draft', {
    slug,
    facility_id: null,
    organising_body_id: body.id,
    administration: body.administration,
  });
  if (!getViewer(res).ability.can('ask', draft)) throw notFound();
  return {
    subject: { kind: 'organising-body', id: body.id, organising_body_id: body.id, administration: body.administration },
    name: body.name,
    // A person has a name and a home, and is no kind of body.
    kinds: bodyFields.filter((kind) =>
      kind === 'seat' ? !body.atSeat : kind !== 'body-type' || body.kind !== 'natural-person',
    ),
    deskOf: (kind) => deskOf(kind),
    seatIsPlace: body.atSeat,
    closed: false,
    draft,
  };
}

export const targetOfDraft = (deps: Dependencies, res: Response, draft: DraftRow): Promise<Target> =>
  draft.subject_kind === 'facility'
    ? getFacilityTarget(deps, res, draft.subject_id)
    : getBodyTargetOf(deps, res, draft.subject_id);

export async function aroundOf(deps: Dependencies, target: Target, kind: Kind): Promise<Around> {
  return {
    kind,
    ...(target.facilityKind === undefined ? {} : { facilityKind: target.facilityKind }),
    today: dayOf(deps.now()),
    nextVersionOn: kind === 'authorised-on' ? await findSecondVersionOn(deps.db, target.subject.id) : undefined,
  };
}

/** Where « demander une correction » leads. @param field of the sheet (`identification.name`); nothing: the list of what may be asked */
export const correctionPath = ({ subject }: Pick<Target, 'subject'>, field?: string): string => {
  const of = subject.kind === 'facility' ? `/pro/facilities/${subject.id}/correction` : '/pro/body/correction';
  const query = new URLSearchParams({
    ...(subject.kind === 'facility' ? {} : { body: subject.id }),
    ...(field === undefined ? {} : { field }),
  }).toString();
  return query ? `${of}?${query}` : of;
};

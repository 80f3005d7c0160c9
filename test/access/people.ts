/** Persons with grants, and one row of each kind, for the tests of rights. */
import type { Grant, GrantRole } from '../../db/access/scopes.ts';
import { asSubject, type SubjectName } from '../../db/access/subjects.ts';
import { viewerOf, type Viewer } from '../../db/access/viewer.ts';

export const slug = 'authorisation-adaptation';
export const me = 'user-me';
export const grant = (role: GrantRole, where: Partial<Grant> = {}): Grant => ({
  role,
  organisingBodyId: null,
  organisingBodyName: null,
  dossier: null,
  facilityId: null,
  administration: null,
  ...where,
});
export const person = (portal: 'pro' | 'office', grants: Grant[], acr: number | null = 450): Viewer =>
  viewerOf({ userId: me, firstName: 'Ada', familyName: 'Test', portal, acr, authenticatedAt: 0, grants });
export const operator = (...grants: Grant[]): Viewer => person('pro', grants);
export const agent = (...grants: Grant[]): Viewer => person('office', grants);

export const place = { organising_body_id: 'po-1', facility_id: 'f-1', administration: 'namur', sector: 'ape' };
export const caseRow = {
  ...place,
  slug,
  status: 'completeness',
  excluded_user_id: null as string | null,
  appealed: false,
};
export const taskRow = {
  ...place,
  slug,
  role: 'referent',
  action: 'declare-complete',
  excluded_user_id: null,
  assignee_id: null,
};
export const documentRow = { ...place, slug, internal: false, sent: true, origin: 'operator', appealed: false };
export const facilityRow = { id: 'f-1', organising_body_id: 'po-1', administration: 'namur', appealed: false };
export const rows = {
  Case: caseRow,
  Task: taskRow,
  Document: documentRow,
  Draft: { ...place, slug },
  Facility: facilityRow,
  AuthorisationVersion: { ...place, appealed: false },
};

export const can = (viewer: Viewer, action: string, type: SubjectName, row: object): boolean =>
  viewer.ability.can(action, asSubject(type, row));
export const reads = (viewer: Viewer, change: object = {}): string[] =>
  (Object.keys(rows) as (keyof typeof rows)[]).filter((type) =>
    can(viewer, 'read', type, { ...rows[type], ...change }),
  );
export const elsewhere = { organising_body_id: 'po-2', facility_id: 'f-9', id: 'f-9' };

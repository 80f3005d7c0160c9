/** What the rules of a form look at, read for one facility on one day. */
import {
  findVersionOn,
  listOpenCases,
  listOpenDrafts,
  type FacilityRow,
  type VersionRow,
} from '../../db/authorisations.ts';
import type { Database } from '../../db/connect.ts';
import { parametersOn } from '../../db/parameters/parameters.ts';
import { addressOf } from '../../domain/address.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Administration } from '../../domain/postcodes.ts';
import { slug } from '../../workflows/authorisation-adaptation/contract.ts';
import { periodsOf, type Situation } from './availability.ts';
import type { FormContext, FormFacility } from './request-forms/form.ts';

/** The authorisation of the facility, and what is under way about it. */
export async function loadSituation(db: Database, facility: FacilityRow, today: Day): Promise<Situation> {
  const [version, openCases, drafts] = await Promise.all([
    findVersionOn(db, facility.id, today),
    listOpenCases(db, slug, facility.id),
    listOpenDrafts(db, slug, facility.id),
  ]);
  return { facility, version, openCases, drafts };
}

/** @param version the one in force: without any, there is nothing to adapt */
export async function loadFormContext(
  db: Database,
  situation: Situation,
  version: VersionRow,
  today: Day,
): Promise<FormContext> {
  const { facility } = situation;
  return {
    today,
    bodyName: facility.body_name,
    parameters: await parametersOn(db, slug, today),
    periods: periodsOf(situation.openCases),
    facility: {
      id: facility.id,
      name: facility.name,
      kind: facility.kind as FormFacility['kind'],
      home: facility.home,
      bodyKind: facility.body_kind,
      administration: facility.administration as Administration,
      authorisation: { status: version.status, address: addressOf(version), capacity: version.capacity },
    },
  };
}

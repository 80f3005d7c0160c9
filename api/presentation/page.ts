/** The page of what parents see of a place: its places, photos, project and qualities, and beside them the public sheet as it is now. */
import type { Request, Response } from 'express';
import type { FacilityRow } from '../../db/authorisations.ts';
import { listContacts } from '../../db/contacts.ts';
import { findPublicPlace } from '../../db/premiers-pas/read-public-places.ts';
import { findPlaces } from '../../db/presentation/find-places.ts';
import { placesLimitsOn } from '../../db/presentation/limits.ts';
import { listProjects } from '../../db/presentation/projects.ts';
import { findSection } from '../../db/sheet-sections.ts';
import { dayOf } from '../../domain/calendar.ts';
import { sheetPath } from '../../domain/premiers-pas/public-place.ts';
import { followerOf } from '../../workflows/roles.ts';
import { placeAndBody } from '../authorisation/words.ts';
import { contactCard } from '../contact.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { faultStatusOf } from '../documents/file-fields.ts';
import { isFaulty } from '../forms/form.ts';
import { renderPage } from '../page.ts';
import { photosCard } from '../photo-validation/photos.ts';
import { placeShown } from '../premiers-pas/place-shown.ts';
import type { Open } from './open.ts';
import { placesCard } from './places-card.ts';
import { projectCard } from './project-card.ts';
import { qualitiesCard } from './qualities-card.ts';

/** @param elsewhere what somebody else has changed, when the page answers a form that stood on an older state */
export async function showPresentation(
  deps: Dependencies,
  req: Request,
  res: Response,
  facility: FacilityRow,
  open?: Open,
  elsewhere?: string,
): Promise<void> {
  const { db, now } = deps;
  const { ability } = getViewer(res);
  const today = dayOf(now());
  const mayChange = facility.closed_on === null;
  const photo = open?.form === 'photo' ? open : undefined;
  const [places, limits, section, projects, photos, shown, contacts] = await Promise.all([
    findPlaces(db, facility.id, today),
    placesLimitsOn(db, today),
    findSection(db, { kind: 'facility', id: facility.id }, 'characteristics'),
    listProjects(db, facility.id),
    photosCard(deps, ability, facility, {
      ...(photo ? { typed: photo.typed ?? {}, faults: photo.faults ?? {} } : {}),
      replace: req.query.replace,
    }),
    findPublicPlace(db, today, facility.id),
    listContacts(db, [facility.id], today),
  ]);
  const cards = {
    places: placesCard({ facility, places, limits, today, mayChange, open }),
    project: projectCard({ facilityId: facility.id, projects, today, mayChange, open }),
    qualities: qualitiesCard({ facilityId: facility.id, section, mayChange, open }),
    // One form at a time.
    photos: { ...photos, mayAdd: photos.mayAdd && (open === undefined || open.form === 'photo') },
  };
  if (elsewhere) res.status(409);
  else if (isFaulty(open?.faults ?? {})) res.status(faultStatusOf(res));
  renderPage(deps, req, res, 'presentation/presentation', {
    title: 'Disponibilité des places et présentation',
    styles: ['styles/place.css', 'styles/presentation.css'],
    scripts: ['scripts/files.js'],
    back: { href: `/pro/facilities/${facility.id}/data`, label: 'aux données signalétiques' },
    line: shown
      ? `${shown.name} · ${shown.postcode} ${shown.locality} · ${String(shown.capacity)} places autorisées`
      : placeAndBody(facility),
    errors: [
      ...(cards.places.form?.errors ?? []),
      ...(cards.project.form?.errors ?? []),
      ...(cards.qualities.form?.errors ?? []),
      ...(photo ? photos.errors : []),
    ],
    elsewhere,
    closed: !mayChange,
    ...cards,
    preview: shown && {
      place: { ...placeShown(shown, today, limits.staleAfter), level: 3, preview: true },
      href: sheetPath(shown),
    },
    contact: contactCard(contacts, {
      role: followerOf(facility.home),
      administration: facility.administration,
      title: 'Qui valide vos photos',
    }),
  });
}

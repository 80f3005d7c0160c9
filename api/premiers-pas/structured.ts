/** What search engines read of a place: schema.org, as data in the page, which no policy of ours lets run. */
import { hoursOn, periodsOf } from '../../domain/signaletique/opening-hours.ts';
import type { Found, PlaceIndex } from '../../domain/premiers-pas/place-index.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export function structuredPlace({ place, path }: Found, { today }: PlaceIndex, origin: string): string {
  const hours = hoursOn(place.hours, today);
  return inScript({
    '@context': 'https://schema.org',
    '@type': 'ChildCare',
    'name': place.name,
    'url': `${origin}${path}`,
    'address': {
      '@type': 'PostalAddress',
      ...(place.street ? { streetAddress: place.street } : {}),
      'postalCode': place.postcode,
      'addressLocality': place.locality,
      'addressCountry': 'BE',
    },
    ...(place.contact.phone ? { telephone: place.contact.phone } : {}),
    ...(place.photos[0] ? { image: `${origin}/premiers-pas/photos/${place.photos[0].id}/large.jpg` } : {}),
    ...(place.summary ? { description: place.summary } : {}),
    'maximumAttendeeCapacity': place.capacity,
    'parentOrganization': { '@type': 'Organization', 'name': place.organiser.name },
    ...(hours && !hours.words
      ? {
          openingHoursSpecification: days.flatMap((day, index) =>
            periodsOf(hours.week, index + 1).map(([opens, closes]) => ({
              '@type': 'OpeningHoursSpecification',
              'dayOfWeek': `https://schema.org/${day}`,
              opens,
              closes,
            })),
          ),
        }
      : {}),
  });
}

/** Nothing of it may end the element that it stands in. */
const inScript = (data: object): string =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

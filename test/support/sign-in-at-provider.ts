/**
 * Plays the person and the browser at the development identity provider: opens the authorization address,
 * chooses somebody and a means, and gives the address the portal is called back at.
 * @param cookies kept between calls: the session at the provider
 */
export async function signInAtProvider(
  authorizationUrl: string | URL,
  choice: { sub: string; level?: number },
  cookies = new Map<string, string>(),
): Promise<URL> {
  const issuerOrigin = new URL(authorizationUrl).origin;
  let url = new URL(authorizationUrl);
  let body: URLSearchParams | undefined;
  for (let step = 0; step < 10; step++) {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      body,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const page = await response.text();
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url);
      body = undefined;
      if (url.origin !== issuerOrigin) return url;
    } else if (page.includes('name="moyen"') && !body) {
      body = new URLSearchParams({ personne: choice.sub, moyen: String(choice.level ?? 450) });
    } else {
      throw new Error(
        `The provider answered ${response.status}: ${page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')}`,
      );
    }
  }
  throw new Error('The provider redirects without end');
}

// Before files are sent: says what is chosen, and leaves out what would be refused. The server judges again.
(() => {
  'use strict';
  const inputs = [...document.querySelectorAll('input[data-files]')];
  const most = 20;
  const mostBytes = 100_000_000;
  const megabytes = (bytes) =>
    bytes < 1_000_000
      ? `${Math.max(1, Math.round(bytes / 1000)).toLocaleString('fr-BE')} ko`
      : `${(Math.ceil(bytes / 100_000) / 10).toLocaleString('fr-BE', { maximumFractionDigits: 1 })} Mo`;

  function reasonAgainst(file, input) {
    const types = input.accept.split(',').filter(Boolean);
    if (types.length > 0 && !types.some((type) => file.name.toLowerCase().endsWith(type)))
      return `n'est pas d'un type accepté (${types.join(', ')})`;
    if (file.size === 0) return 'est vide';
    const largest = Number(input.dataset.largest);
    if (largest && file.size > largest) return `pèse ${megabytes(file.size)} : ${megabytes(largest)} au maximum`;
    return undefined;
  }

  function look(input) {
    const kept = new DataTransfer();
    const lines = [...input.files].map((file) => {
      const line = document.createElement('p');
      const chosen = [...inputs.filter((one) => one !== input).flatMap((one) => [...one.files]), ...kept.files];
      const reason =
        reasonAgainst(file, input) ??
        (chosen.length >= most ? `est de trop : ${most} fichiers au maximum en une fois` : undefined) ??
        (chosen.reduce((sum, { size }) => sum + size, file.size) > mostBytes
          ? `est de trop : ${megabytes(mostBytes)} au maximum en une fois`
          : undefined);
      if (reason) {
        line.className = 'field-error';
        line.textContent = `« ${file.name} » ${reason}. Il n'est pas choisi.`;
      } else {
        kept.items.add(file);
        line.textContent = `À envoyer : ${file.name} (${megabytes(file.size)})`;
      }
      return line;
    });
    if (kept.items.length !== input.files.length) input.files = kept.files;
    const place = document.getElementById(`${input.id}-chosen`);
    if (place) place.replaceChildren(...lines);
  }

  for (const input of inputs) {
    input.addEventListener('change', () => look(input));
    // Back to a page that the browser has kept with what was chosen.
    if (input.files.length > 0) look(input);
  }

  for (const form of new Set(inputs.map(({ form }) => form)))
    form?.addEventListener('submit', (event) => {
      const files = inputs.filter((input) => input.form === form).flatMap((input) => [...input.files]);
      if (files.length === 0 || event.defaultPrevented) return;
      const size = files.reduce((sum, file) => sum + file.size, 0);
      const status = form.querySelector('[data-sending]') ?? document.createElement('p');
      status.dataset.sending = '';
      status.setAttribute('role', 'status');
      form.append(status);
      status.textContent = `Envoi de ${files.length === 1 ? '1 fichier' : `${files.length} fichiers`} (${megabytes(size)}) en cours : gardez cette page ouverte.`;
    });
})();

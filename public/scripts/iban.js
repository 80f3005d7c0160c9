// A number of an account, looked at while it is typed: by groups of four, and its check digits. The server says the same when it is sent.
(() => {
  'use strict';
  const input = document.querySelector('input[name="iban"]');
  if (!input) return;
  const told = document.createElement('p');
  told.className = 'iban-told soft';
  told.id = 'iban-told';
  told.setAttribute('role', 'status');
  input.after(told);
  input.setAttribute('aria-describedby', `${input.getAttribute('aria-describedby') ?? ''} iban-told`.trim());

  const bareOf = (text) => text.replace(/[\s./·–—-]/gu, '').toUpperCase();
  // ISO 7064: the first four signs go to the end, letters are 10 to 35.
  const isRight = (bare) => {
    let rest = 0;
    for (const sign of bare.slice(4) + bare.slice(0, 4)) rest = Number(String(rest) + String(parseInt(sign, 36))) % 97;
    return rest === 1;
  };
  const say = () => {
    const bare = bareOf(input.value);
    if (!/^[A-Z]{2}[0-9A-Z]*$/u.test(bare)) told.textContent = '';
    else if (bare.startsWith('BE') && bare.length < 16) told.textContent = `Encore ${16 - bare.length} signes.`;
    else if (bare.startsWith('BE') && bare.length > 16)
      told.textContent = 'Un IBAN belge a 16 signes : il y en a trop.';
    else if (bare.length < 15) told.textContent = '';
    else
      told.textContent = isRight(bare)
        ? '✓ Ce numéro existe.'
        : 'Ce numéro n’existe pas encore : comparez-le au relevé.';
  };
  input.addEventListener('input', say);
  input.addEventListener('blur', () => {
    const bare = bareOf(input.value);
    if (/^[A-Z]{2}[0-9A-Z]+$/u.test(bare)) input.value = bare.replace(/(.{4})(?=.)/gu, '$1 ');
  });
})();

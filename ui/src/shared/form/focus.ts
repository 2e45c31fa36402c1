/** Where the hands go next: the first field of a form that is still empty, else its submit button. */
export function focusFirstEmpty(form: HTMLElement | null): void {
  if (!form) return;
  const fields = form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type=hidden]):not([type=checkbox]), textarea');
  const groups = new Set<string>();
  for (const field of fields) {
    if (field.disabled || field.dataset['skipFocus'] !== undefined) continue;
    if (field.type === 'radio') {
      if (groups.has(field.name)) continue;
      groups.add(field.name);
      if (form.querySelector(`input[type=radio][name="${CSS.escape(field.name)}"]:checked`)) continue;
    } else if (field.value !== '') continue;
    field.focus();
    return;
  }
  form.querySelector<HTMLButtonElement>('button[type=submit]')?.focus();
}

/** The next field or the submit button of the same form. */
export function focusNext(from: HTMLInputElement | null): void {
  if (!from?.form) return;
  const all = [...from.form.elements].filter(
    (element): element is HTMLElement => element instanceof HTMLElement && element.tabIndex >= 0 && !element.matches(':disabled, fieldset'),
  );
  all[all.indexOf(from) + 1]?.focus();
}

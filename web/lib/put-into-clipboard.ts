/**
 * Copies a text; whether that worked. Browsers lend their clipboard only to pages that came by https, and within a
 * plant many come by plain http: there the old way still works.
 */
export async function putIntoClipboard(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    return await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  // A dialog that is open keeps the focus to itself, so the field must be in it.
  (before?.closest('[role="dialog"]') ?? document.body).append(field);
  field.select();
  const isDone = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}

// Before anything is drawn: a page that is light for a moment blinds a control room at night.
(() => {
  const chosen = localStorage.getItem('plantline.color-scheme') ?? 'auto';
  const isDark =
    chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.dataset.mantineColorScheme = isDark ? 'dark' : 'light';
  root.style.backgroundColor = isDark ? '#14191c' : '#f6f8f8';
})();

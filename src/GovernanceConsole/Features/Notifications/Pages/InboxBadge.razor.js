// Tells the server when this page is before somebody's eyes, and shows what arrived as a notification of the browser where its owner allowed that (see BrowserNotices).
let self = null;

const look = () => { if (self !== null && visible()) self.invokeMethodAsync('Seen'); };

export const visible = () => document.visibilityState === 'visible';

export function start(component) {
  self = component;
  document.addEventListener('visibilitychange', look);
  return {
    stop() {
      self = null;
      document.removeEventListener('visibilitychange', look);
    },
  };
}

export function announce(arrived) {
  if (!('Notification' in window) || Notification.permission !== 'granted' || localStorage.getItem('gc-notices') !== 'on') return;
  for (const one of arrived) {
    // The tag is the entry's id: several open tabs show it once.
    let shown;
    try { shown = new Notification(one.title, { body: one.body, tag: one.id }); }
    // Browsers of phones say that they have notifications, and refuse to make one outside a service worker. The entry stands in the inbox all the same.
    catch { return; }
    shown.onclick = () => {
      window.focus();
      if (one.path.startsWith('/') && !one.path.startsWith('//')) location.assign(one.path);
      shown.close();
    };
  }
}

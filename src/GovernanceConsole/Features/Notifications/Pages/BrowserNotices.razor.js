// Whether this browser shows notifications of the console: the browser's own permission, and its owner's choice here.
export function state() {
  if (!('Notification' in window)) return 'none';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && localStorage.getItem('gc-notices') === 'on' ? 'on' : 'off';
}

export async function set(on) {
  if (on && 'Notification' in window && Notification.permission === 'default') await Notification.requestPermission();
  localStorage.setItem('gc-notices', on ? 'on' : 'off');
  return state();
}

// Reads a calendar of ours with ical.js and says what it found, so that the test compares it with what was meant.
import ICAL from 'ical.js';

const input = JSON.parse(await new Promise(resolve => { let all = ''; process.stdin.on('data', part => all += part).on('end', () => resolve(all)); }));
const calendar = new ICAL.Component(ICAL.parse(input.text));
const events = calendar.getAllSubcomponents('vevent').map(component => new ICAL.Event(component, { strictExceptions: true })).map(event => ({
  uid: event.uid, summary: event.summary, description: event.description, from: event.startDate.toJSDate().toISOString(), until: event.endDate.toJSDate().toISOString(), utc: event.startDate.zone.tzid === 'UTC',
}));
process.stdout.write(JSON.stringify({ name: calendar.getFirstPropertyValue('name'), version: calendar.getFirstPropertyValue('version'), others: calendar.getAllSubcomponents().length - events.length, events }));

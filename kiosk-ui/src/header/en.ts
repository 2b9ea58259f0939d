/** Sentences of header, banners and footer in English. `{name}` is a value put in. */
export const en = {
  'app.name': 'EdgeNode',
  'app.subtitle': 'neck lymph nodes, CT',

  'language.other': '中文',
  'language.switch': 'Switch language to Chinese',

  'link.starting': 'Connecting…',
  'link.live': 'Connected',
  'link.stale': 'NO CONNECTION',

  'box.unknown': 'State of the box unknown',
  'box.ready': 'Box ready to receive and analyse',
  'box.problems': 'Box has a problem',
  'box.model': 'Model {id} {version}',
  'box.noModel': 'NO MODEL LOADED: nothing is analysed',
  'box.reference': 'REFERENCE MODEL — NOT FOR CLINICAL USE',
  'box.unsent': 'Unsent {count}',
  'box.unsentOldest': 'Unsent {count} (oldest {age})',
  'box.centreConnected': 'Centre connected',
  'box.centreAway': 'Centre NOT connected',
  'box.disk': 'Disk {percent} % free',
  'box.lastEcho': 'Last DICOM echo {time}',
  'box.noEcho': 'No DICOM echo yet',

  'stale.title': 'OFFLINE — THIS SCREEN IS NOT UP TO DATE',
  'stale.text': 'No contact with the box for {seconds} s. Results and alarms are hidden; new alarms cannot be shown. Do not decide from this screen. Read the images in PACS and call the engineer.',

  'fault.title': 'DISPLAY ERROR',
  'fault.text': 'The service sent something this page does not understand: {what}. What concerns it is not shown. Call the engineer.',

  'footer.assists': 'Assists reading, replaces nobody. Every image must be read in full.',
  'footer.numbers': 'Published for the method: detection rate 80 % overall (negative 76 %, positive 73 %, ENE 90 %); 45 % below 5 mm; 2.36 false positives per volume.',
  'footer.reference': 'These are not the figures of the loaded reference model.',

  'band.MODEL_LOADING': 'MODEL IS LOADING',
  'band.DISK_FULL': 'DISK FULL — NEW IMAGES ARE REFUSED',
  'band.technical': 'TECHNICAL ALARM',
  'band.update': 'UPDATED TO {version}: this page loads anew',
  'band.more': 'and {count} more: see Service',

  'technical.title': 'Technical alarms',
  'technical.none': 'No technical alarm stands.',
  'technical.since': 'for {age}',

  'sound.pause': 'Pause the sound (2 min at most)',
  'sound.paused': 'Sound paused until {time}; a new alarm sounds at once',
  'sound.none': 'This box makes no sound: watch the screen',

  'starting.text': 'No state is known yet. Do not decide from this screen.',
};

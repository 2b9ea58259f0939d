/** Sentences of signing on in English. `{name}` is a value put in. */
export const en = {
  'signOn.title': 'Sign on',
  'signOn.open': 'Sign on',
  'signOn.who': 'Who are you?',
  'signOn.pin': 'PIN, 6 digits or more',
  'signOn.badge': 'or hold your badge to the reader',
  'signOn.erase': 'Erase a digit',
  'signOn.go': 'OK',
  'signOn.refused': 'Not signed on ({code}). Try again.',
  'signOn.wait': 'Next try in {seconds} s',
  'signOn.off': '{name} is signed on: sign off',
  'signOn.left': 'sign off · {seconds} s',

  'role.physician': 'physician',
  'role.ward': 'ward',
};

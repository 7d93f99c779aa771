import type zh from '../zh-CN/help';

const help: typeof zh = {
  help: {
    title: 'Help',
    note: 'What your role does most. For accounts and rights ask the administrator of your office.',
    keysTitle: 'Keys',
    keys: {
      'Ctrl+Enter': 'Save and go on with the next entry',
      'Ctrl+K': 'Search',
      '?': 'Open the help',
      Esc: 'Close what lies on top and go back to where you were',
      Tab: 'To the next field',
    },
    topic: {
      record: {
        title: 'Record a purchase',
        steps: [
          'Choose “Record”, fill in product, quantity, amount, supplier and 832 order number. Weight and price are told as you type.',
          'Drop, paste or photograph the invoice.',
          'Ctrl+Enter saves and keeps what the next entry shares. What you leave unfinished is there when you come back.',
          'A number that is already in the ledger is told at once, and that order opens.',
        ],
      },
      reserve: {
        title: 'Declare and review the reserve',
        steps: [
          'The unit gives its canteen spending and reserve of the year; below the floor the document is named.',
          'Another account of the office above confirms it, or returns it with a reason.',
        ],
      },
      stage: {
        title: 'Update a project',
        steps: [
          'Open the project and the stage. What is missing is named.',
          'Add the evidence and the day and confirm. A changed plan needs a reason; the first plan stays.',
        ],
      },
      village: {
        title: 'Helped sales on the phone',
        steps: [
          'Open the phone entry, choose the household, enter how much and for how much, save.',
          'It works without a network: entries and photos are sent later, each once.',
        ],
      },
      figures: {
        title: 'Figures and what they are made of',
        steps: [
          'Any number opens the entries it is the sum of; an entry opens its evidence and history.',
          'The i beside a number tells how it counts.',
          '“As of” goes back to a day, or to what was known at an instant.',
          'Filters stand in the address: whoever opens it sees the same figures.',
        ],
      },
      admin: {
        title: 'Administration',
        steps: [
          'Register units first, then an account for each; its holder changes the first password.',
          'The demonstration is loaded and cleared by one click each; cleared, it counts in no total and stands in no list, and the ledger keeps its withdrawal.',
          'While totals are rebuilt the present figures stay readable; without new entries the difference is 0.',
        ],
      },
      mend: {
        title: 'When an entry is wrong',
        steps: ['Open it and correct or void it with a reason. What it was stays in its history, with who changed it and when.'],
      },
    },
  },
  search: {
    title: 'Search',
    hint: 'Order number, supplier, product, project or unit; two letters at least',
    count: '{count} found',
    kind: { order: 'Order', project: 'Project', unit: 'Unit' },
  },
  saved: {
    title: 'Saved filters',
    save: 'Save these filters',
    name: 'A name for these filters',
    remove: 'Remove “{name}”',
    none: 'No saved filters yet',
  },
};

export default help;

const USAGE = 'npm run cluster -- [--database mysql|mariadb] [--instances <service>=<n>]…';
const MOST_INSTANCES = 8;

/** Reads what stands behind `npm run cluster --`. Ends the script at anything it does not know. */
export function optionsOf(args, services) {
  if (args.includes('--help')) {
    console.log(USAGE);
    process.exit(0);
  }
  const options = { database: 'mysql', instances: {} };
  for (let index = 0; index < args.length; index += 2) {
    const [flag, value = ''] = [args[index], args[index + 1]];
    if (flag === '--database' && ['mysql', 'mariadb'].includes(value)) options.database = value;
    else if (flag === '--instances' && addInstances(options.instances, value, services)) continue;
    else refuse(flag, value);
  }
  return options;
}

function addInstances(instances, text, services) {
  const [service, count] = text.split('=');
  if (!services.includes(service) || !/^[1-9]$/.test(count ?? '') || Number(count) > MOST_INSTANCES) return false;
  instances[service] = Number(count);
  return true;
}

function refuse(flag, value) {
  console.error(`${flag} ${value}: 无法识别 / not understood\n${USAGE}`);
  process.exit(2);
}

// Pages of REST lists, with the Link header that leads through them.

const PER_PAGE = 30;
const PER_PAGE_MAX = 100;

const whole = (text, otherwise) => {
  const number = Number.parseInt(text ?? "", 10);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
};

/**
 * @param {object[]} rows
 * @param {import("./paths.js").RestCall} call
 * @param {number} [most] GitHub pages no further than this.
 * @returns {{rows: object[], headers: object}}
 */
export function restPage(rows, call, most = Infinity) {
  const perPage = Math.min(whole(call.parameters.get("per_page"), PER_PAGE), PER_PAGE_MAX);
  const page = whole(call.parameters.get("page"), 1);
  const count = Math.min(rows.length, most);
  const last = Math.max(1, Math.ceil(count / perPage));
  const linkTo = (number, name) => {
    const parameters = new URLSearchParams(call.parameters);
    parameters.set("page", String(number));
    return `<${call.base}${call.path}?${parameters}>; rel="${name}"`;
  };
  const links = [
    ...(page > 1 ? [linkTo(Math.min(page - 1, last), "prev")] : []),
    ...(page < last ? [linkTo(page + 1, "next"), linkTo(last, "last")] : []),
    ...(page > 1 ? [linkTo(1, "first")] : []),
  ];
  return {
    rows: rows.slice((page - 1) * perPage, Math.min(page * perPage, count)),
    headers: links.length > 0 ? { link: links.join(", ") } : {},
  };
}

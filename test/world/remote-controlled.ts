// Loaded before the server's own code (`node --import`): lets a test put its clock forward, and make it write a line of the
// test's own. Nothing of it is in the product.
const real = Date.now
let ahead = 0
Date.now = () => real() + ahead

process.on('message', (order) => {
  if (typeof order === 'number') ahead = order
  else console.log(order)
  process.send?.('done')
})
// That somebody may write to us is no reason to stay.
process.channel?.unref()

"""The hand-over between marketing and sales: criteria, queues, clocks, returns and promises."""
